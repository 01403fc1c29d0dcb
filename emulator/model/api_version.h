#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/operation.h"

namespace emulator {

/// The request header that tells the versions of an API apart.
constexpr std::string_view kVersionHeader = "x-api-version";

/// The versions that an operation says it belongs to: the values that a rule row demands of the header, else the
/// documented const, enum or default of that parameter. It says none: empty.
/// accepted  values that an option added to such rows; they are no version of the operation
std::vector<std::string> versions_of(const Operation& operation,
                                     const std::vector<std::string>& accepted);

}  // namespace emulator
