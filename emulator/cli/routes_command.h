#pragma once

#include <string>

#include "emulator/cli/world_options.h"

namespace emulator {

/// Prints every operation with its rules, their class and place, and last how many rules are of each class. 0; the
/// documents do not load: 1, with findings.
int routes(const WorldOptions& options);

/// What it prints.
std::string routes_text(const Model& model);

}  // namespace emulator
