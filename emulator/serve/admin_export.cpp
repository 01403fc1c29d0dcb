#include "emulator/serve/admin_export.h"

#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/transcript.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/text/quote.h"
#include "emulator/version.h"

namespace emulator {
namespace {

constexpr std::size_t kMostOfExport = 64u << 20;

/// One way to write the calls down.
struct FormatRow {
  std::string_view name;
  const char* media_type;
  const char* before;  ///< the version of the program follows where it is not empty
  const char* after_version;
  const char* between;
  const char* after;
  std::string (*line)(const Entry& entry, Secrets secrets);
};

std::string har_text(const Entry& entry, Secrets secrets) {
  return to_wire_text(har_entry(entry, secrets));
}
std::string event_text(const Entry& entry, Secrets secrets) {
  return to_wire_text(masked_event(entry, secrets)) + "\n";
}
std::string curl_text(const Entry& entry, Secrets secrets) {
  return curl_line(entry, secrets) + "\n";
}

constexpr FormatRow kFormats[] = {
    {"har", "application/json",
     R"({"log":{"version":"1.2","creator":{"name":"alloy-emulator","version":")",
     R"("},"entries":[)", ",", "]}}", har_text},
    {"ndjson", "application/x-ndjson", "", "", "", "", event_text},
    {"curl", "text/plain; charset=utf-8", "", "", "", "", curl_text},
};

const FormatRow* format_of(std::string_view name) {
  for (const FormatRow& row : kFormats)
    if (row.name == name) return &row;
  return nullptr;
}

Response wrong_choice(const char* parameter, const std::string& found, const char* expected) {
  return error_answer(400,
                      {10, std::string("Query parameter '") + parameter + "' is not " + expected,
                       "found " + in_quotes(found), parameter});
}

std::string value_of(const Target& target, std::string_view name) {
  for (const QueryParameter& parameter : target.query)
    if (parameter.name == name) return parameter.value;
  return {};
}

Response written(const std::vector<EntryPtr>& entries, const FormatRow& format, Secrets secrets) {
  std::string text = format.before;
  if (!text.empty()) text += std::string(kVersion) + format.after_version;
  for (const EntryPtr& entry : entries) {
    if (entry != entries.front()) text += format.between;
    text += format.line(*entry, secrets);
    if (text.size() > kMostOfExport)
      return error_answer(400, {400,
                                "The answer would be too large",
                                "the " + std::to_string(entries.size()) +
                                    " calls take more than 64 MiB; POST a pattern that fewer match",
                                {}});
  }
  Response response = json_answer(text + format.after);
  response.headers = {{"Content-Type", format.media_type}};
  return response;
}

}  // namespace

Response export_requests(const AdminCall& call) {
  const std::string name = value_of(call.target, "format");
  const FormatRow* format = format_of(name.empty() ? "har" : name);
  if (format == nullptr) return wrong_choice("format", name, "one of 'har', 'ndjson' and 'curl'");
  const std::string secrets = value_of(call.target, "secrets");
  if (!secrets.empty() && secrets != "show") return wrong_choice("secrets", secrets, "'show'");
  CallPattern pattern;
  if (call.request.method == "POST") {
    const auto given = read_pattern(call);
    if (const auto* refusal = std::get_if<Response>(&given)) return *refusal;
    pattern = std::get<CallPattern>(given);
  }
  const auto entries =
      call.host.journal().find([&](const Entry& entry) { return pattern.matches(entry); });
  Response response =
      written(entries, *format, secrets.empty() ? Secrets::kMasked : Secrets::kShown);
  if (const auto dropped = call.host.journal().counts().dropped; dropped > 0)
    response.headers.push_back({"Emulator-Journal-Dropped", std::to_string(dropped)});
  return response;
}

}  // namespace emulator
