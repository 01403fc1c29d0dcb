#pragma once

#include <cstdint>

#include "emulator/model/collection.h"
#include "emulator/model/template.h"

namespace emulator {

/// An id for a record that is about to be made, one that no record of the collection answers to. The same collection
/// and dice give the same id, so that a test sees the same ids in each run.
/// dice  how many changes of records there have been
Json make_new_id(const NewId& wanted, const Collection& collection, std::uint64_t dice);

}  // namespace emulator
