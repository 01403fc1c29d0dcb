#pragma once

#include "emulator/decide/judge.h"

namespace emulator {

/// The security of an operation applied to one call: whether the schemes of one alternative are all satisfied. They are:
/// no violations, and other schemes count as skipped.
Judgement judge_security(const Call& call);

}  // namespace emulator
