#include "emulator/decide/security.h"

#include <algorithm>
#include <iterator>

#include "emulator/decide/demands.h"

namespace emulator {
namespace {

using Alternative = std::vector<std::size_t>;

// What each scheme has against the call.
std::vector<std::vector<Violation>> complaints_about(const Call& call, Traces traces) {
  std::vector<std::vector<Violation>> complaints;
  RuleGroup group;
  std::vector<GivenValue> values;
  for (const Rule& rule : call.operation.security.rules) {
    group.in = rule.in;
    group.name = rule.name;
    read_values(call, group, values);
    complaints.push_back(broken(rule, group, call, values, traces));
  }
  return complaints;
}

}  // namespace

Judgement judge_security(const Call& call) {
  const Security& security = call.operation.security;
  Judgement judgement;
  if (security.alternatives.empty()) return judgement;
  auto complaints = complaints_about(call, {judgement.found, judgement.notes});
  const auto is_enough = [&](const Alternative& alternative) {
    return std::all_of(alternative.begin(), alternative.end(),
                       [&](std::size_t rule) { return complaints[rule].empty(); });
  };
  const auto enough =
      std::find_if(security.alternatives.begin(), security.alternatives.end(), is_enough);
  const bool passes = enough != security.alternatives.end();
  for (std::size_t i = 0; i < security.rules.size(); ++i) {
    const bool counts = !passes || std::count(enough->begin(), enough->end(), i) > 0;
    const Verdict verdict = complaints[i].empty() ? Verdict::kHeld : Verdict::kBroken;
    judgement.judged.push_back({&security.rules[i], counts ? verdict : Verdict::kSkipped});
    if (passes) continue;
    std::move(complaints[i].begin(), complaints[i].end(), std::back_inserter(judgement.violations));
  }
  return judgement;
}

}  // namespace emulator
