#pragma once

#include "emulator/decide/world.h"
#include "emulator/testing/emulator.h"

namespace emulator::testing {

/// Loads what the options name; what is built in, without options that change its rules, once for the process.
/// Throws Error with every finding.
WorldPtr load_world(const Options& options);

}  // namespace emulator::testing
