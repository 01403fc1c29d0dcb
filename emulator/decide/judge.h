#pragma once

#include <string>
#include <vector>

#include "emulator/decide/call.h"
#include "emulator/decide/decision.h"

namespace emulator {

/// The rules of an operation applied to one call.
/// judged      every rule in its order; the first broken one of a group skips those behind it
/// found       the record of each lookup of the plan
struct Judgement {
  std::vector<Judged> judged;
  std::vector<Violation> violations;
  std::vector<std::string> notes;
  Plan::Found found;
};

Judgement judge(const Call& call);

}  // namespace emulator
