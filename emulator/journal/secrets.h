#pragma once

#include <string>
#include <string_view>

#include "emulator/text/secret_name.h"

namespace emulator {

/// What stands in place of a secret.
inline constexpr std::string_view kMask = "***";

/// A target or URL with the values of such query parameters masked; the rest as it was sent.
std::string mask_query(std::string_view url);

}  // namespace emulator
