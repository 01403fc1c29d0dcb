#include "emulator/journal/secrets.h"

#include <algorithm>

#include "emulator/model/message.h"
#include "emulator/model/target.h"
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

std::string mask_query(std::string_view url) {
  const auto mark = url.find('?');
  std::string out(url.substr(0, mark));
  if (mark == std::string_view::npos) return out;
  std::string_view rest = url.substr(mark);  // each piece with the '?' or '&' before it
  while (!rest.empty()) {
    const auto piece = rest.substr(0, rest.find('&', 1));
    rest.remove_prefix(piece.size());
    const auto equals = piece.find('=');
    const auto name = percent_decode(
        piece.substr(1, equals == std::string_view::npos ? std::string_view::npos : equals - 1),
        true);
    const bool hidden = equals != std::string_view::npos && (!name || is_secret_name(*name));
    out.append(hidden ? piece.substr(0, equals + 1) : piece);
    if (hidden) out.append(kMask);
  }
  return out;
}

}  // namespace emulator
