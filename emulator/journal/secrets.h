#pragma once

#include <string>
#include <string_view>

namespace emulator {

/// What stands in place of a secret.
inline constexpr std::string_view kMask = "***";

/// Whether the value of a header, a parameter or a cookie of that name is one that is not to be
/// shown: Authorization, Cookie and the like, and names that speak of keys, tokens, secrets,
/// passwords or sessions.
bool is_secret_name(std::string_view name);

/// A target or URL with the values of such query parameters masked; the rest as it was sent.
std::string mask_query(std::string_view url);

}  // namespace emulator
