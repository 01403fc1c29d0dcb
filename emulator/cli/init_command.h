#pragma once

#include <string>

namespace emulator {

/// Writes the built-in document and fixtures into a folder, to start editing from, and prints how to serve them. A folder
/// that is not empty, or cannot be written: 1, and nothing in it changed.
int init(const std::string& folder);

}  // namespace emulator
