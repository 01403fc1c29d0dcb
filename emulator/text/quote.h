#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace emulator {

/// Text for a message or a log: control characters, those that turn the direction of a text, and bytes that are no UTF-8
/// as \xNN, cut after about `most` bytes with "…".
std::string printable(std::string_view text, std::size_t most = 80);

/// The same between single quotes.
std::string in_quotes(std::string_view text, std::size_t most = 80);

/// "a", "a and b", "a, b and c"; beyond `most` names "a, b and 4 more".
std::string listed(std::span<const std::string> names, std::string_view conjunction = "and",
                   std::size_t most = 8);

}  // namespace emulator
