#pragma once

#include "emulator/model/located.h"

namespace emulator {

/// A value that shows what a schema describes: its example, default, first enum member, or one put together from its
/// parts, all documented properties included. Finite for recursive schemas: the second time round is left out;
/// bounded for those that refer to each other many times over: what would need more than 10,000 schemas is shown less deep.
/// schema  a Schema Object, with its document
Json sample_of(const Located& schema, Findings& findings);

}  // namespace emulator
