#pragma once

#include "emulator/model/located.h"

namespace emulator {

/// Warnings where a lower limit of a schema is above its upper one, so that no value keeps both.
void lint_limits(const Located& schema, Findings& findings);

}  // namespace emulator
