#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "emulator/text/secret_name.h"

namespace emulator {

/// What stands in place of a secret.
inline constexpr std::string_view kMask = "***";

/// A target or URL with the values of such parameters masked, in its query and behind its '#', also those of a URL that is
/// such a value itself; the rest as it was sent.
std::string mask_query(std::string_view url);

/// What a header or a parameter of that name has, as it may be shown.
std::string mask_named(std::string_view name, std::string_view value);

/// Tells each value that mask_query() masks, as it was sent.
void for_each_secret_in(std::string_view url, const std::function<void(std::string_view)>& tell);

}  // namespace emulator
