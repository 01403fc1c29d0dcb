#pragma once

#include <string>

namespace support {

/// Where the sources are, without a slash at the end.
std::string project_dir();

}  // namespace support
