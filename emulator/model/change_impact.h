#pragma once

#include "emulator/model/change.h"
#include "emulator/model/schema.h"

namespace emulator {

/// What it means to clients that values are allowed, or are not, or that something is there or not.
/// direction  kRequest: they send it; else they are sent it
Impact impact_of(ChangeKind kind, Direction direction);

/// The same for a change inside of a schema, by the keyword that its pointer names.
Impact schema_impact(const Change& change, Direction direction);

}  // namespace emulator
