#pragma once

#include <string>
#include <vector>

namespace support {

/// What the test program was called with, without its name.
const std::vector<std::string>& arguments();

}  // namespace support
