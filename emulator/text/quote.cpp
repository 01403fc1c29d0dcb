#include "emulator/text/quote.h"

#include "emulator/text/utf8.h"

namespace emulator {
namespace {

void append_escaped(std::string& out, unsigned char byte) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  out += "\\x";
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

// Characters that a terminal obeys, or that turn the order of what follows: C1 controls, line and paragraph separators,
// and marks of direction.
bool is_obeyed(std::string_view character) {
  if (character.size() == 1)
    return static_cast<unsigned char>(character[0]) < 0x20 || character[0] == 0x7F;
  if (character.size() == 2) return character >= "\u0080" && character <= "\u009F";
  return (character >= "\u200E" && character <= "\u200F") ||
         (character >= "\u2028" && character <= "\u202E") ||
         (character >= "\u2066" && character <= "\u2069");
}

}  // namespace

std::string printable(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (at >= most) return out + "…";
    const std::size_t length = utf8_length(text.substr(at));
    const std::string_view character = text.substr(at, length == 0 ? 1 : length);
    at += character.size();
    if (length > 0 && !is_obeyed(character)) {
      out.append(character);
      continue;
    }
    for (const char byte : character) append_escaped(out, static_cast<unsigned char>(byte));
  }
  return out;
}

std::string in_quotes(std::string_view text, std::size_t most) {
  return "'" + printable(text, most) + "'";
}

std::string listed(std::span<const std::string> names, std::string_view conjunction,
                   std::size_t most) {
  std::string out;
  const std::size_t shown = names.size() <= most ? names.size() : most;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    if (i > 0) out += last ? " " + std::string(conjunction) + " " : ", ";
    out += names[i];
  }
  if (shown < names.size()) out += " and " + std::to_string(names.size() - shown) + " more";
  return out;
}

}  // namespace emulator
