#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace emulator {

/// The part of a line that is worth showing.
/// caret  the byte of `text`, from 1, that the column of the line became; 0: none
struct Excerpt {
  std::string text;
  std::uint32_t caret = 0;
};

/// The line; one of more than 120 bytes is cut around the column, "…" where something is missing.
/// Minified documents have lines of megabytes.
Excerpt excerpt_of(std::string_view line, std::uint32_t column);

/// The line under an excerpt up to and with the '^'. Tabs stay tabs and a character of several
/// bytes takes one place, so that the caret stands under its character.
std::string caret_line(std::string_view text, std::uint32_t caret);

/// The excerpt for a terminal: control characters other than the tab become '?'.
std::string without_controls(std::string_view text);

}  // namespace emulator
