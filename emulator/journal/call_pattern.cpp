#include "emulator/journal/call_pattern.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/operation.h"
#include "emulator/model/pattern_reader.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr const char* kCallKeys[] = {"operationId", "outcome", "violated", "space"};
constexpr Outcome kOutcomes[] = {Outcome::kAccepted, Outcome::kRefused, Outcome::kUnmatched,
                                 Outcome::kMalformed, Outcome::kFailed};

std::optional<std::string> optional_text(const PatternSite& site, const char* name) {
  if (!site.has(name)) return std::nullopt;
  return site.member(name).text();
}

std::optional<Outcome> read_outcome(const PatternSite& site) {
  const auto given = optional_text(site, "outcome");
  if (!given) return std::nullopt;
  std::vector<std::string> names;
  for (const Outcome outcome : kOutcomes) {
    if (*given == to_string(outcome)) return outcome;
    names.push_back(in_quotes(to_string(outcome)));
  }
  site.member("outcome").refuse(brief(*given) + " is no outcome; there are " + listed(names));
}

Json without_call_keys(const Json& pattern) {
  Json rest = pattern;
  if (rest.is_object()) {
    for (const char* key : kCallKeys) rest.erase(key);
  }
  return rest;
}

std::string operation_of(const Entry& entry) {
  return entry.decision.operation ? entry.decision.operation->id : std::string();
}

std::vector<std::string> violated_in(const Entry& entry) {
  std::vector<std::string> rules;
  for (const Violation& violation : entry.decision.violations) rules.push_back(violation.rule->id);
  return rules;
}

}  // namespace

CallPattern::CallPattern(const Json& pattern) : request_(without_call_keys(pattern)) {
  const PatternSite site{pattern, ""};
  operation_id_ = optional_text(site, "operationId");
  outcome_ = read_outcome(site);
  violated_ = optional_text(site, "violated");
  space_ = optional_text(site, "space");
}

bool CallPattern::matches(const Entry& entry) const {
  if (outcome_ && entry.decision.outcome != *outcome_) return false;
  if (space_ && entry.space != *space_) return false;
  if (operation_id_ && operation_of(entry) != *operation_id_) return false;
  if (violated_) {
    const auto rules = violated_in(entry);
    if (std::find(rules.begin(), rules.end(), *violated_) == rules.end()) return false;
  }
  return request_.matches(entry.request);
}

bool CallPattern::is_about_call(const std::string& key) {
  return std::find(std::begin(kCallKeys), std::end(kCallKeys), key) != std::end(kCallKeys);
}

const std::string* CallPattern::name_in(std::string_view key) const {
  const auto text_of = [](const std::optional<std::string>& name) {
    return name ? &*name : nullptr;
  };
  if (key == "operationId") return text_of(operation_id_);
  if (key == "violated") return text_of(violated_);
  return key == "space" ? text_of(space_) : nullptr;
}

std::vector<std::string> CallPattern::values(std::string_view key, const Entry& entry) {
  if (key == "outcome") return {to_string(entry.decision.outcome)};
  if (key == "space") return {entry.space};
  if (key == "operationId" && entry.decision.operation) return {operation_of(entry)};
  return key == "violated" ? violated_in(entry) : std::vector<std::string>();
}

std::string CallPattern::found(const std::string& key, const Entry& entry) {
  std::vector<std::string> shown = values(key, entry);
  for (std::string& value : shown) value = in_quotes(value);
  return shown.empty() ? std::string() : listed(shown);
}

}  // namespace emulator
