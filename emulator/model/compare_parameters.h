#pragma once

#include "emulator/model/change.h"
#include "emulator/model/compare_schemas.h"
#include "emulator/model/operation.h"

namespace emulator {

/// Appends what differs in the parameters of two versions of an operation: those that came or went, what they demand, and
/// how they are written. Those of the path belong together by their place in it where both paths are one but for the names;
/// another name is told once, and the rest under the new one.
void compare_parameters(const Operation& before, const Operation& after, SchemaComparison& schemas,
                        Changes& changes);

}  // namespace emulator
