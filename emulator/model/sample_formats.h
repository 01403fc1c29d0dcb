#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace emulator {

/// Texts of a format: a telling one, a short one, one of at least that length where there may be. Not a format that is
/// known: empty.
/// number  another one, another text
std::vector<std::string> format_samples(std::string_view format, std::size_t number,
                                        std::size_t least_length);

}  // namespace emulator
