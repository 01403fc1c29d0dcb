#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/decide/call.h"
#include "emulator/model/rule.h"

namespace emulator {

/// An Authorization value, cut at its scheme: {"bearer", "abc"}. No blank in it: no scheme, and all of it is `scheme`.
struct AuthorizationValue {
  std::string_view scheme;
  std::string_view token;
  bool has_blank = false;
};
AuthorizationValue read_authorization(std::string_view value);

/// What to say of a scheme that a client sent: its name where it is one that cannot be a secret itself, "the scheme
/// 'Basic'"; else "another scheme".
std::string told_scheme(std::string_view word);

/// What was found in place of these credentials, without a word that may be secret: "no such header", "no token after
/// it"; found as asked for: "".
std::string found_in_place_of(const Credentials& credentials, In in,
                              const std::vector<GivenValue>& values);

/// "the scheme 'Bearer' and a token".
std::string wanted_by(const Credentials& credentials);

}  // namespace emulator
