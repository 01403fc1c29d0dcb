#pragma once

#include <string_view>

namespace emulator {

/// Of a matcher that WireMock has and the emulator has not: why, and what does instead. Of another name: nullptr.
const char* why_unsupported(std::string_view matcher);

}  // namespace emulator
