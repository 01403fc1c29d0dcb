#pragma once

#include <string>
#include <string_view>

#include "emulator/journal/entry.h"
#include "emulator/testing/call.h"

namespace emulator::testing {

/// A copy that stands on its own.
Call recorded_call(const Entry& entry);

/// Of the first of these headers with that name, compared without case; none: "".
std::string value_of(const std::vector<Header>& headers, std::string_view name);

}  // namespace emulator::testing
