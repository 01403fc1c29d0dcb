#pragma once

#include <string_view>

namespace emulator {

/// Whether the value of a header, a parameter, a cookie or a member of that name is one that is not to be shown:
/// Authorization, Cookie and the like, and names that speak of keys, tokens, secrets, passwords, sessions or credentials.
bool is_secret_name(std::string_view name);

}  // namespace emulator
