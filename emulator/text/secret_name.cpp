#include "emulator/text/secret_name.h"

#include <algorithm>
#include <string>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

constexpr std::string_view kSecretNames[] = {"cookie", "set-cookie"};
/// Anywhere in a name.
constexpr std::string_view kSecretWords[] = {
    "authorization", "api-key",     "api_key",    "apikey", "access-key", "access_key", "accesskey",
    "private-key",   "private_key", "privatekey", "token",  "secret",     "password",   "passwd",
    "passphrase",    "credential",  "session",    "sessid", "signature"};
/// Between what separates the words of a name: "auth" is not in "author".
constexpr std::string_view kSecretParts[] = {"auth", "jwt", "otp", "pwd", "sid", "sig"};

bool begins_part(std::string_view name, std::size_t at) {
  if (at == 0 || !is_alphanumeric(name[at - 1])) return true;
  return is_capital(name[at]) && !is_capital(name[at - 1]);
}

bool ends_part(std::string_view name, std::size_t at) {
  return at == name.size() || !is_alphanumeric(name[at]) ||
         (is_capital(name[at]) && !is_capital(name[at - 1]));
}

bool has_part(std::string_view name, const std::string& lower, std::string_view part) {
  for (auto at = lower.find(part); at != std::string::npos; at = lower.find(part, at + 1))
    if (begins_part(name, at) && ends_part(name, at + part.size())) return true;
  return false;
}

}  // namespace

bool is_secret_name(std::string_view name) {
  const std::string lower = in_lower_case(name);
  const auto is_it = [&](std::string_view known) { return lower == known; };
  const auto speaks_of = [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  };
  const auto has_it = [&](std::string_view part) { return has_part(name, lower, part); };
  return std::any_of(std::begin(kSecretNames), std::end(kSecretNames), is_it) ||
         std::any_of(std::begin(kSecretWords), std::end(kSecretWords), speaks_of) ||
         std::any_of(std::begin(kSecretParts), std::end(kSecretParts), has_it);
}

}  // namespace emulator
