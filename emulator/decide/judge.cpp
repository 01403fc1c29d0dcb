#include "emulator/decide/judge.h"

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
    read_values(call, group.in, group.name, values);
    bool skip = false;
    for (const Rule& rule : group.rules) {
      if (skip) {
        judgement.judged.push_back({&rule, Verdict::kSkipped});
        continue;
      }
      auto violation = broken(rule, group, call, values, traces);
      judgement.judged.push_back({&rule, violation ? Verdict::kBroken : Verdict::kHeld});
      if (!violation) continue;
      judgement.violations.push_back(*std::move(violation));
      skip = true;
    }
  }
  return judgement;
}

}  // namespace emulator
