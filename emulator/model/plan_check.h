#pragma once

#include "emulator/model/operation.h"

namespace emulator {

/// Prepares a plan of the operation and checks what it can answer: every patch belongs to records that exist, every body
/// satisfies the documented schema (error), and every member is known to the schema or the documented example, and
/// keys are of the type of the parameters that look them up (warnings).
void check_plan(const Operation& operation, Plan& plan, Findings& findings);

}  // namespace emulator
