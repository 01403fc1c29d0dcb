#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace emulator {

/// RFC 4648, section 4: the standard alphabet, padded, in one line.
std::string to_base64(std::string_view bytes);

/// The bytes of such a text; white space, missing padding or anything else that to_base64() does
/// not write: nullopt.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace emulator
