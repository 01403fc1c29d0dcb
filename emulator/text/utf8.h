#pragma once

#include <cstddef>
#include <string_view>

namespace emulator {

/// The bytes of the character at the front of a text that is not empty, from 1 to 4; malformed
/// there: 0. Well formed is what RFC 3629 says: no overlong forms, no surrogates, nothing above
/// U+10FFFF.
std::size_t utf8_length(std::string_view text);

/// The offset of the first byte that does not belong to well-formed UTF-8; all well formed: npos.
std::size_t find_invalid_utf8(std::string_view text);

/// True for the bytes of a character after its first.
constexpr bool is_utf8_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace emulator
