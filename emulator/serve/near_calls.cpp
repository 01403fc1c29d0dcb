#include "emulator/serve/near_calls.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/journal/call_pattern.h"
#include "emulator/journal/logged_request.h"
#include "emulator/serve/json_differences.h"
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
  if (part.key.starts_with("basic"))
    return entry.request.header("Authorization") ? "another value (not shown)" : "none";
  const auto values = shown_values(part, entry.request);
  if (is_secret(part)) return values.empty() ? "none" : "another value (not shown)";
  std::vector<std::string> quoted;
  for (const std::string& value : values)
    quoted.push_back("'" + printable(value, kMostOfValue) + "'");
  return quoted.empty() ? "none" : listed(quoted);
}

// One line, or of a JSON body one for each place that differs.
void tell_difference(const PatternPart& part, const Entry& entry, std::vector<std::string>& lines) {
  if (part.key == "bodyPatterns" && part.expected->contains("equalToJson")) {
    const auto places = json_body_differences(*part.expected, values_of(part, entry.request).at(0));
    lines.insert(lines.end(), places.begin(), places.end());
    if (!places.empty()) return;
  }
  const std::string expected =
      is_secret(part) ? "the value asked for" : to_wire_text(shown_expectation(part));
  lines.push_back(label_of(part) + ": expected " + expected + ", found " + found(part, entry));
}

/// A call with the parts of the pattern that it does not match.
struct Ranked {
  EntryPtr entry;
  double distance = 0;
  std::vector<const PatternPart*> failed;

  std::pair<double, double> rank(Nearness nearness) const {
    const auto differences = static_cast<double>(failed.size());
    return nearness == Nearness::kLeastDistance ? std::pair(distance, differences)
                                                : std::pair(differences, distance);
  }
};

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
  std::vector<Ranked> ranked;
  for (const EntryPtr& entry : entries) {
    Ranked call{entry, 0, {}};
    for (const PatternPart& part : parts)
      if (!part.pattern.matches(*entry)) call.failed.push_back(&part);
    if (call.failed.empty()) continue;
    call.distance = distance_of(parts, entry->request, [&](const PatternPart& part) {
      return part.pattern.matches(*entry);
    });
    ranked.push_back(std::move(call));
  }
  std::stable_sort(ranked.begin(), ranked.end(), [&](const Ranked& a, const Ranked& b) {
    return a.rank(nearness) < b.rank(nearness);
  });
  if (ranked.size() > kMostTold) ranked.resize(kMostTold);
  std::vector<NearCall> near;
  for (const Ranked& call : ranked) {
    near.push_back({call.entry, call.distance, {}, refusals_of(call.entry->decision)});
    for (const PatternPart* part : call.failed)
      tell_difference(*part, *call.entry, near.back().differences);
  }
  return near;
}

}  // namespace emulator
