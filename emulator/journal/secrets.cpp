#include "emulator/journal/secrets.h"

#include "emulator/model/target.h"

namespace emulator {

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
