#pragma once

#include <vector>

#include "emulator/model/change.h"
#include "emulator/model/compare_schemas.h"
#include "emulator/model/operation.h"

namespace emulator {

/// What differs between two versions of one operation: its address, its rules, what schemas demand, security, answers, and
/// examples, in that order.
/// schemas  remembers what operations share
Changes compare_operations(const Operation& before, const Operation& after,
                           SchemaComparison& schemas);

}  // namespace emulator
