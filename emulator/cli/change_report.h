#pragma once

#include <string>

#include "emulator/model/compare_models.h"

namespace emulator {

/// What differs as text (under each operation a line a change, then a count) or json (an array of objects, one a change).
std::string report(const ModelChanges& changes, const std::string& format);

}  // namespace emulator
