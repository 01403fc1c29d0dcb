#include "emulator/decide/judge.h"

#include <algorithm>
#include <iterator>

#include "emulator/decide/demands.h"

namespace emulator {

Judgement judge(const Call& call) {
  Judgement judgement;
  const Operation& operation = call.operation;
  if (call.plan) judgement.found.resize(call.plan->lookups.size(), nullptr);
  const Traces traces{judgement.found, judgement.notes};
  judgement.judged.reserve(16);
  std::vector<GivenValue> values;
  for (const RuleGroup& group : operation.groups) {
    read_values(call, group, values);
    bool skip = false;
    for (const Rule& rule : group.rules) {
      if (skip) {
        judgement.judged.push_back({&rule, Verdict::kSkipped});
        continue;
      }
      auto violations = broken(rule, group, call, values, traces);
      skip = !violations.empty();
      judgement.judged.push_back({&rule, skip ? Verdict::kBroken : Verdict::kHeld});
      std::move(violations.begin(), violations.end(), std::back_inserter(judgement.violations));
    }
  }
  return judgement;
}

}  // namespace emulator
