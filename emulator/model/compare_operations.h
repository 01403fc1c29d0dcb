#pragma once

#include <vector>

#include "emulator/model/change.h"
#include "emulator/model/compare_schemas.h"
#include "emulator/model/operation.h"

namespace emulator {

/// What differs between two versions of one operation: its address, servers, security, parameters, body, and answers,
/// with their schemas and examples, in that order.
/// schemas  remembers what operations share
/// shared   gets what is written for more than this operation, once
Changes compare_operations(const Operation& before, const Operation& after,
                           SchemaComparison& schemas, Changes& shared);

}  // namespace emulator
