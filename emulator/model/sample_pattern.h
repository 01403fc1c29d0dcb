#pragma once

#include <optional>
#include <string>

#include "emulator/model/sample_random.h"

namespace emulator {

/// Bounds of a text's length, in code points.
struct TextLength {
  std::size_t least = 0;
  std::size_t most = SIZE_MAX;
};

/// A text that matches a pattern of ECMA-262 and is of that length. None was found: nullopt.
std::optional<std::string> pattern_sample(const std::string& pattern, const TextLength& length,
                                          SampleRandom& random);

}  // namespace emulator
