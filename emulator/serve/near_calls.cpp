#include "emulator/serve/near_calls.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/journal/call_pattern.h"
#include "emulator/journal/logged_request.h"
#include "emulator/serve/near_distance.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostLooked = 1'000;
constexpr std::size_t kMostTold = 3;
constexpr std::size_t kMostOfValue = 200;
constexpr std::size_t kMostRulesTold = 10;

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
      is_secret(part) ? "the value asked for" : to_wire_text(*part.expected);
  return label_of(part) + ": expected " + expected + ", found " + found(part, entry);
}

}  // namespace

std::vector<std::string> refusals_of(const Decision& decision) {
  std::vector<std::string> lines;
  for (const Violation& violation : decision.violations) {
    if (lines.size() == kMostRulesTold) {
      const auto more = decision.violations.size() - kMostRulesTold;
      lines.push_back("and " + std::to_string(more) + " more");
      break;
    }
    lines.push_back(violation.rule->id + " (" + to_string(violation.rule->cls) + "): " +
                    message_of(violation) + (violation.hint.empty() ? "" : "; " + violation.hint));
  }
  return lines;
}

std::vector<NearCall> near_calls(const Json& pattern, const Journal& journal, Nearness nearness) {
  const auto parts = parts_of(pattern);
  auto entries = journal.find([](const Entry&) { return true; });
  std::reverse(entries.begin(), entries.end());
  if (entries.size() > kMostLooked) entries.resize(kMostLooked);
  std::vector<NearCall> near;
  for (const EntryPtr& entry : entries) {
    NearCall call{entry, 0, {}, {}};
    for (const PatternPart& part : parts) {
      if (!part.pattern.matches(*entry)) call.differences.push_back(difference(part, *entry));
    }
    if (call.differences.empty()) continue;
    call.distance = distance_of(parts, entry->request, [&](const PatternPart& part) {
      return part.pattern.matches(*entry);
    });
    near.push_back(std::move(call));
  }
  std::stable_sort(near.begin(), near.end(), [&](const NearCall& a, const NearCall& b) {
    const auto rank = [&](const NearCall& call) {
      const auto differences = static_cast<double>(call.differences.size());
      return nearness == Nearness::kLeastDistance ? std::pair(call.distance, differences)
                                                  : std::pair(differences, call.distance);
    };
    return rank(a) < rank(b);
  });
  if (near.size() > kMostTold) near.resize(kMostTold);
  for (NearCall& call : near) call.refused = refusals_of(call.entry->decision);
  return near;
}

}  // namespace emulator
