#pragma once

#include <unordered_map>
#include <vector>

#include "emulator/model/schema.h"

namespace emulator {

/// Each schema with those that it applies to the same value.
using SchemaBranches = std::unordered_map<const Schema::Node*, std::vector<const Schema::Node*>>;

/// The schemas that come back to themselves over their branches, in no order. In a time that grows with the branches: a
/// document may have a chain of as many as it has lines.
std::vector<const Schema::Node*> schemas_on_circles(const SchemaBranches& branches);

}  // namespace emulator
