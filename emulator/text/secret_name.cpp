#include "emulator/text/secret_name.h"

#include <algorithm>
#include <string>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

constexpr std::string_view kSecretNames[] = {"authorization", "proxy-authorization", "cookie",
                                             "set-cookie"};
constexpr std::string_view kSecretWords[] = {"api-key",  "api_key", "apikey",  "token",    "secret",
                                             "password", "passwd",  "session", "signature"};

}  // namespace

bool is_secret_name(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  const auto is_it = [&](std::string_view known) { return lower == known; };
  const auto speaks_of = [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  };
  return std::any_of(std::begin(kSecretNames), std::end(kSecretNames), is_it) ||
         std::any_of(std::begin(kSecretWords), std::end(kSecretWords), speaks_of);
}

}  // namespace emulator
