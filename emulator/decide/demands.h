#pragma once

#include <string>
#include <vector>

#include "emulator/decide/call.h"
#include "emulator/decide/decision.h"

namespace emulator {

/// What a judged demand leaves behind besides its verdict.
struct Traces {
  Plan::Found& found;
  std::vector<std::string>& notes;
};

/// Every way in which the call breaks a rule: what was expected, found, and what to do. Satisfied: empty.
/// values  those given for the rule's name
std::vector<Violation> broken(const Rule& rule, const RuleGroup& group, const Call& call,
                              const std::vector<GivenValue>& values, Traces traces);

}  // namespace emulator
