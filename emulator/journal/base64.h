#pragma once

#include <string>
#include <string_view>

namespace emulator {

/// RFC 4648, section 4: the standard alphabet, padded, in one line.
std::string to_base64(std::string_view bytes);

}  // namespace emulator
