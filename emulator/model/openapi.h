#pragma once

#include <cstdint>
#include <vector>

#include "emulator/model/operation.h"

namespace emulator {

/// The operations that an OpenAPI 3.0 or 3.1 document describes, in document order, with parameters, bodies and
/// responses; rules and plans come later. Looseness that has one sensible reading is read so; what cannot be read is an
/// error finding.
/// source  OpenAPI 3.0.4 and 3.1.1
/// seed  of the values that are made from schemas
std::vector<Operation> read_operations(const DocumentPtr& document, std::uint64_t seed,
                                       Findings& findings);

}  // namespace emulator
