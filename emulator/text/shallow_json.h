#pragma once

#include <cstddef>
#include <string_view>

#include "emulator/text/json.h"

namespace emulator {

/// What walks a value goes one call deeper for each level, so that a stranger's brackets would end the program.
inline constexpr std::size_t kDeepestJson = 1'000;

/// How deep the arrays and objects of a text nest that may be JSON; brackets inside of strings do not count.
std::size_t json_levels(std::string_view text);

/// The value of a text; it is not JSON, or nests deeper than kDeepestJson: a discarded one.
Json shallow_json(std::string_view text);

}  // namespace emulator
