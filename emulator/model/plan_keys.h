#pragma once

#include "emulator/model/operation.h"

namespace emulator {

/// Warnings about records whose key is of another type than the parameter that they are looked up by: a number where the
/// parameter is a string, or a text that no such parameter holds.
void check_keys(const Operation& operation, const Plan& plan, Findings& findings);

}  // namespace emulator
