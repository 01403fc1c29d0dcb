#include "emulator/model/stub_response.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

#include "emulator/model/json_words.h"
#include "emulator/text/ascii.h"
#include "emulator/text/base64.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

constexpr std::int64_t kMostPieces = 100'000;

/// One of the faults; `definition` is the whole response definition, its body read.
struct FaultRow {
  const char* name;
  Effect (*make)(const PatternSite& definition, const StubResponse& out);
};

template <class Fault>
Effect plain(const PatternSite&, const StubResponse&) {
  return Fault{};
}

Effect truncated(const PatternSite& definition, const StubResponse& out) {
  if (definition.has("transformerParameters")) {
    const PatternSite parameters = definition.member("transformerParameters");
    if (parameters.object().has("afterBytes")) {
      const auto bytes = parameters.member("afterBytes").whole_number(0, std::int64_t{1} << 40);
      return Truncate{static_cast<std::size_t>(bytes)};
    }
  }
  return Truncate{out.response.body ? out.response.body->size() / 2 : 0};
}

constexpr FaultRow kFaults[] = {
    {"EMPTY_RESPONSE", plain<EmptyResponse>},
    {"CONNECTION_RESET_BY_PEER", plain<ConnectionReset>},
    {"MALFORMED_RESPONSE_CHUNK", plain<MalformedChunk>},
    {"RANDOM_DATA_THEN_CLOSE", plain<RandomData>},
    {"STALL", plain<Stall>},
    {"TRUNCATED_BODY", truncated},
};

/// RFC 9110 5.6.2
bool names_header(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return is_alphanumeric(c) ||
           (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
  });
}

/// RFC 9110 5.5: a head has visible characters, spaces, tabs and bytes from 0x80 on.
bool breaks_head(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7F;
}

// A status below 200 is an interim one: after it the client waits for another.
void read_status(const PatternSite& site, StubResponse& out) {
  const auto status = site.whole_number(0, 999);
  if (status != 0 && status < 200)
    site.refuse("a status that ends a call is from 200 to 999, or 0 for 200");
  out.response.status = status == 0 ? 200 : static_cast<int>(status);
}

// A line end in a head would begin another line; what cannot be sent as it is given is refused.
std::string sendable(const PatternSite& site) {
  const std::string text = site.text();
  if (std::any_of(text.begin(), text.end(), breaks_head))
    site.refuse("holds a control character, such as a line end, which no head of an answer has");
  return text;
}

void read_reason(const PatternSite& site, StubResponse& out) {
  out.response.reason = sendable(site);
}

void add_header(const std::string& name, const PatternSite& value, StubResponse& out) {
  out.response.headers.push_back({name, sendable(value)});
}

void read_headers(const PatternSite& site, StubResponse& out) {
  for (const auto& [name, value] : site.object().value.items()) {
    const PatternSite given = site.member(name);
    if (!names_header(name))
      given.refuse(brief(name) + " cannot name a header; a name is a token, like X-Request-Id");
    if (!value.is_array()) {
      add_header(name, given, out);
      continue;
    }
    for (std::size_t i = 0; i < value.size(); ++i) add_header(name, given.element(i), out);
  }
}

void set_body(std::string body, StubResponse& out) {
  if (!out.response.body) out.response.body = std::make_shared<const std::string>(std::move(body));
}

void read_body(const PatternSite& site, StubResponse& out) { set_body(site.text(), out); }

void read_json_body(const PatternSite& site, StubResponse& out) {
  if (site.value.is_null()) return;
  set_body(site.value.dump(-1, ' ', false, Json::error_handler_t::replace), out);
}

void read_base64_body(const PatternSite& site, StubResponse& out) {
  auto bytes = from_base64(site.text());
  if (!bytes) site.refuse("is not base64 (RFC 4648, section 4, with its padding)");
  set_body(*std::move(bytes), out);
}

void read_body_file(const PatternSite& site, StubResponse& out) {
  if (!site.value.is_null() && !out.response.body) out.body_file = site.text();
}

void read_fixed(const PatternSite& site, StubResponse& out) {
  if (!site.value.is_null()) out.fixed_delay = read_fixed_delay(site);
}

void read_distribution(const PatternSite& site, StubResponse& out) {
  if (!site.value.is_null()) out.delay = read_delay_distribution(site);
}

void read_dribble(const PatternSite& site, StubResponse& out) {
  if (site.value.is_null()) return;
  site.object().allow_only({"numberOfChunks", "totalDuration"});
  const auto pieces = site.required("numberOfChunks").whole_number(1, kMostPieces);
  const auto over = site.required("totalDuration").whole_number(0, kLongestDelay.count());
  out.response.effects.push_back(
      Dribble{static_cast<std::size_t>(pieces), std::chrono::milliseconds(over)});
}

void read_transformers(const PatternSite& site, StubResponse&) {
  const Json& names = site.array().value;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const PatternSite name = site.element(i);
    if (name.text() == "response-template") {
      name.refuse("templates are not supported: send the text itself as `body` or `jsonBody`");
    }
  }
}

void ignore(const PatternSite&, StubResponse&) {}

/// A key and what it does; null: known, but not supported. Bodies come in the order of their precedence, the fault
/// behind them.
struct ResponseKeyRow {
  const char* name;
  void (*read)(const PatternSite& site, StubResponse& out);
};
constexpr ResponseKeyRow kResponseKeys[] = {
    {"status", read_status},
    {"statusMessage", read_reason},
    {"headers", read_headers},
    {"body", read_body},
    {"jsonBody", read_json_body},
    {"base64Body", read_base64_body},
    {"bodyFileName", read_body_file},
    {"fixedDelayMilliseconds", read_fixed},
    {"delayDistribution", read_distribution},
    {"chunkedDribbleDelay", read_dribble},
    {"transformers", read_transformers},
    {"transformerParameters", ignore},
    {"fromConfiguredStub", ignore},
    {"fault", ignore},
    {"proxyBaseUrl", nullptr},
    {"proxyUrlPrefixToRemove", nullptr},
    {"additionalProxyRequestHeaders", nullptr},
    {"removeProxyRequestHeaders", nullptr},
};

void refuse_unknown(const PatternSite& site) {
  for (const auto& [key, value] : site.value.items()) {
    std::vector<std::string> names;
    bool known = false;
    for (const ResponseKeyRow& row : kResponseKeys) {
      names.emplace_back(row.name);
      known |= key == row.name;
      if (key == row.name && !row.read)
        site.member(key).refuse("the key " + brief(key) + " is not supported");
    }
    if (known) continue;
    const auto meant = nearest(key, names);
    site.member(key).refuse("a response has no key " + brief(key) +
                            (meant.empty() ? "" : "; did you mean " + brief(meant) + "?"));
  }
}

void read_fault(const PatternSite& definition, StubResponse& out) {
  if (!definition.has("fault") || definition.member("fault").value.is_null()) return;
  const PatternSite fault = definition.member("fault");
  for (const FaultRow& row : kFaults) {
    if (fault.text() != row.name) continue;
    out.fault = row.name;
    out.response.effects = {row.make(definition, out)};
    return;
  }
  fault.refuse(
      brief(fault.text()) + " is no fault; there are " +
      joined(std::span(kFaults), [](const FaultRow& row) { return std::string(row.name); }));
}

struct FaultName {
  const char* operator()(const EmptyResponse&) const { return "EMPTY_RESPONSE"; }
  const char* operator()(const ConnectionReset&) const { return "CONNECTION_RESET_BY_PEER"; }
  const char* operator()(const MalformedChunk&) const { return "MALFORMED_RESPONSE_CHUNK"; }
  const char* operator()(const RandomData&) const { return "RANDOM_DATA_THEN_CLOSE"; }
  const char* operator()(const Stall&) const { return "STALL"; }
  const char* operator()(const Truncate&) const { return "TRUNCATED_BODY"; }
  const char* operator()(const Delay&) const { return ""; }
  const char* operator()(const Dribble&) const { return ""; }
};

}  // namespace

StubResponse read_stub_response(const PatternSite& site) {
  refuse_unknown(site.object());
  StubResponse out;
  for (const ResponseKeyRow& row : kResponseKeys) {
    if (site.has(row.name) && !site.member(row.name).value.is_null())
      row.read(site.member(row.name), out);
  }
  read_fault(site, out);
  return out;
}

std::string fault_name(const std::vector<Effect>& effects) {
  for (const Effect& effect : effects) {
    const std::string name = std::visit(FaultName{}, effect);
    if (!name.empty()) return name;
  }
  return {};
}

}  // namespace emulator
