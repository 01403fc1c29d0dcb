#include "emulator/model/secrets.h"

#include <algorithm>

#include "emulator/model/target.h"

namespace emulator {
namespace {

/// A URL in a URL in a URL is looked into; what is escaped oftener is not.
constexpr int kDeepestUrl = 3;

/// "&name=value", with what separates it from the piece before.
struct Piece {
  std::string_view text;
  std::string_view value;
  bool is_secret = false;
};

bool tells_secrets(std::string_view url, int depth);

// A name that cannot be read may be any.
Piece piece_of(std::string_view text, int depth) {
  Piece piece{text, {}};
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return piece;
  piece.value = text.substr(equals + 1);
  const auto name = percent_decode(text.substr(1, equals - 1), true);
  piece.is_secret = !name || is_secret_name(*name);
  if (piece.is_secret || piece.value.find('%') == std::string_view::npos) return piece;
  const auto decoded = percent_decode(piece.value, true);
  piece.is_secret = decoded && depth < kDeepestUrl && tells_secrets(*decoded, depth + 1);
  return piece;
}

// A '?' within a query begins that of a URL in it, but not within a secret.
Piece first_piece(std::string_view query, int depth) {
  const Piece piece = piece_of(query.substr(0, query.find_first_of("?&#", 1)), depth);
  return piece.is_secret ? piece_of(query.substr(0, query.find_first_of("&#", 1)), depth) : piece;
}

std::size_t path_end(std::string_view url) { return std::min(url.find_first_of("?#"), url.size()); }

template <class Tell>
void for_each_piece(std::string_view url, int depth, const Tell& tell) {
  for (std::string_view rest = url.substr(path_end(url)); !rest.empty();) {
    const Piece piece = first_piece(rest, depth);
    tell(piece);
    rest.remove_prefix(piece.text.size());
  }
}

bool tells_secrets(std::string_view url, int depth) {
  bool tells = false;
  for_each_piece(url, depth, [&](const Piece& piece) { tells |= piece.is_secret; });
  return tells;
}

}  // namespace

std::string mask_query(std::string_view url) {
  std::string out(url.substr(0, path_end(url)));
  for_each_piece(url, 0, [&](const Piece& piece) {
    out.append(piece.text);
    if (piece.is_secret) out.replace(out.size() - piece.value.size(), piece.value.size(), kMask);
  });
  return out;
}

std::string mask_named(std::string_view name, std::string_view value) {
  return is_secret_name(name) ? std::string(kMask) : mask_query(value);
}

void for_each_secret_in(std::string_view url, const std::function<void(std::string_view)>& tell) {
  for_each_piece(url, 0, [&](const Piece& piece) {
    if (piece.is_secret) tell(piece.value);
  });
}

}  // namespace emulator
