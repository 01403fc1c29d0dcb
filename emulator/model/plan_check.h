#pragma once

#include "emulator/model/operation.h"

namespace emulator {

/// Prepares the operation's plan and checks what it can answer: every patch belongs to records that exist, every body
/// satisfies the documented schema (error), and every member is known to the schema or the documented example (warning).
void check_plan(Operation& operation, Findings& findings);

}  // namespace emulator
