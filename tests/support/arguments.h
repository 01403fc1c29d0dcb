#pragma once

#include <string>
#include <vector>

namespace emulator::support {

/// What the test program was called with, without its name.
const std::vector<std::string>& arguments();

}  // namespace emulator::support
