#pragma once

#include <string>
#include <vector>

#include "emulator/text/finding.h"

namespace emulator {

/// The findings as text (each as to_text() has it, then a count), json (an array of objects), or junit (a test suite with
/// a case for each finding, errors as failures).
std::string report(const std::vector<Finding>& findings, const std::string& format);

}  // namespace emulator
