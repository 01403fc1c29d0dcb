#include "emulator/serve/near_calls.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/journal/call_pattern.h"
#include "emulator/journal/logged_request.h"
#include "emulator/model/target.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostLooked = 1'000;
constexpr std::size_t kMostTold = 3;
constexpr std::size_t kMostOfValue = 200;

/// One part of a pattern as a pattern of its own.
/// key, name  "queryParameters", "userId"; name is empty where the key has no names
struct PatternPart {
  std::string key;
  std::string name;
  Json expected;
  CallPattern pattern;
};

bool has_names(const std::string& key) {
  return key == "headers" || key == "queryParameters" || key == "formParameters" ||
         key == "cookies";
}

std::vector<PatternPart> parts_of(const Json& pattern) {
  std::vector<PatternPart> parts;
  for (const auto& [key, value] : pattern.items()) {
    if (!has_names(key)) {
      parts.push_back({key, "", value, CallPattern(Json{{key, value}})});
      continue;
    }
    for (const auto& [name, matcher] : value.items())
      parts.push_back({key, name, matcher, CallPattern(Json{{key, Json{{name, matcher}}}})});
  }
  return parts;
}

std::string label(const PatternPart& part) {
  if (part.key == "headers") return "header " + part.name;
  if (part.key == "queryParameters") return "query " + part.name;
  if (part.key == "formParameters") return "form parameter " + part.name;
  if (part.key == "cookies") return "cookie " + part.name;
  return part.key == "bodyPatterns" ? "body" : part.key;
}

bool is_secret(const PatternPart& part) {
  return part.key == "cookies" || part.key == "formParameters" || part.key.starts_with("basic") ||
         (part.key == "headers" && (equal_ignoring_case(part.name, "Authorization") ||
                                    equal_ignoring_case(part.name, "Proxy-Authorization") ||
                                    equal_ignoring_case(part.name, "Cookie")));
}

std::vector<std::string> values_of(const PatternPart& part, const Request& request) {
  std::vector<std::string> values;
  if (part.key == "method") return {std::string(request.method)};
  if (part.key.starts_with("url")) return {std::string(request.target)};
  if (part.key == "bodyPatterns") return {request.body};
  const auto target = parse_target(request.target);
  for (const HeaderLine& line : request.headers) {
    if (part.key == "headers" && equal_ignoring_case(line.name, part.name))
      values.emplace_back(line.value);
  }
  for (const QueryParameter& parameter : target ? target->query : std::vector<QueryParameter>()) {
    if (part.key == "queryParameters" && parameter.name == part.name)
      values.push_back(parameter.value);
  }
  return values;
}

std::string found(const PatternPart& part, const Entry& entry) {
  if (CallPattern::is_about_call(part.key)) {
    const std::string value = CallPattern::found(part.key, entry);
    return value.empty() ? "none" : value;
  }
  if (is_secret(part)) return "another value (not shown)";
  const auto values = values_of(part, entry.request);
  std::vector<std::string> quoted;
  for (const std::string& value : values)
    quoted.push_back("'" + printable(value, kMostOfValue) + "'");
  return quoted.empty() ? "none" : listed(quoted);
}

std::string difference(const PatternPart& part, const Entry& entry) {
  const std::string expected =
      is_secret(part) ? "the value asked for" : to_wire_text(part.expected);
  return label(part) + ": expected " + expected + ", found " + found(part, entry);
}

double share(std::size_t missed, const std::vector<PatternPart>& parts) {
  return parts.empty() ? 0 : static_cast<double>(missed) / static_cast<double>(parts.size());
}

}  // namespace

double distance_of(const Json& pattern, const Request& request) {
  const auto parts = parts_of(pattern);
  const auto missed = std::count_if(parts.begin(), parts.end(), [&](const PatternPart& part) {
    return !part.pattern.request().matches(request);
  });
  return share(static_cast<std::size_t>(missed), parts);
}

std::vector<NearCall> near_calls(const Json& pattern, const Journal& journal) {
  const auto parts = parts_of(pattern);
  auto entries = journal.find([](const Entry&) { return true; });
  std::reverse(entries.begin(), entries.end());
  if (entries.size() > kMostLooked) entries.resize(kMostLooked);
  std::vector<NearCall> near;
  for (const EntryPtr& entry : entries) {
    NearCall call{entry, 0, {}};
    for (const PatternPart& part : parts) {
      if (!part.pattern.matches(*entry)) call.differences.push_back(difference(part, *entry));
    }
    if (call.differences.empty()) continue;
    call.distance = share(call.differences.size(), parts);
    near.push_back(std::move(call));
  }
  std::stable_sort(near.begin(), near.end(), [](const NearCall& a, const NearCall& b) {
    return a.differences.size() < b.differences.size();
  });
  if (near.size() > kMostTold) near.resize(kMostTold);
  return near;
}

}  // namespace emulator
