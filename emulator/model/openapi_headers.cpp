#include "emulator/model/openapi_headers.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/reference.h"
#include "emulator/text/ascii.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr const char* kNotSent[] = {"Content-Type", "Content-Length",    "Connection",
                                    "Keep-Alive",   "Transfer-Encoding", "Date"};

std::string as_header_text(const Json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Style simple, the only one that headers have.
std::string in_simple_style(const Json& value, bool explode) {
  if (!value.is_structured()) return as_header_text(value);
  std::string out;
  for (const auto& [key, part] : value.items()) {
    if (!out.empty()) out += ',';
    if (value.is_object()) out += key + (explode ? "=" : ",");
    out += as_header_text(part);
  }
  return out;
}

// A field name of RFC 9110, section 5.1.
bool is_name(std::string_view text) {
  static constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || kOthers.find(c) != std::string_view::npos;
  });
}

// A line end would begin another header.
bool is_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
}

void warn(const Located& at, std::string message, Findings& findings) {
  findings.add(at.finding_at_key(Severity::kWarning, "openapi.header", std::move(message),
                                 "it is not sent; correct it"));
}

// The first media type of a header with `content`; without one the header itself.
Located described_by(const Located& header) {
  const Located content = member_of(header, "content");
  if (!content || !content.value->is_object() || content.value->empty()) return header;
  return member_of(content, content.value->begin().key());
}

std::optional<Json> value_of(const Located& node, const SampleOptions& options,
                             Findings& findings) {
  const Located named = member_of(node, "examples");
  if (named && named.value->is_object()) {
    for (const auto& [name, ignored] : named.value->items()) {
      const Located example = resolve(member_of(named, name), findings);
      if (const Located value = member_of(example, "value")) return *value.value;
    }
  }
  if (const Located example = member_of(node, "example")) return *example.value;
  const Located schema = member_of(node, "schema");
  if (!schema) return std::nullopt;
  const Sample sample = sample_of(Schema(schema, findings), options);
  if (sample.value) return *sample.value;
  report_no_value(sample, findings);
  return std::nullopt;
}

}  // namespace

std::vector<Header> read_headers(const Located& headers, const SampleOptions& options,
                                 Findings& findings) {
  std::vector<Header> out;
  if (!headers || !headers.value->is_object()) return out;
  for (const auto& item : headers.value->items()) {
    const std::string& name = item.key();
    const auto same = [&](const char* other) { return equal_ignoring_case(other, name); };
    if (std::any_of(std::begin(kNotSent), std::end(kNotSent), same)) continue;
    const Located written = member_of(headers, name);
    if (!is_name(name)) {
      warn(written, in_quotes(name) + " is no name of a header", findings);
      continue;
    }
    const Located header = resolve(written, findings);
    if (!header || !header.value->is_object()) continue;
    const auto value = value_of(described_by(header), options, findings);
    if (!value) continue;
    std::string text = in_simple_style(*value, bool_of(header, "explode"));
    if (!is_value(text)) {
      warn(written, "the value of " + in_quotes(name) + " has characters that no header may have",
           findings);
      continue;
    }
    out.push_back({name, std::move(text)});
  }
  return out;
}

}  // namespace emulator
