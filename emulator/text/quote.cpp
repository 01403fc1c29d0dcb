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

}  // namespace

std::string printable(std::string_view text, std::size_t most) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (at >= most) return out + "…";
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0 || byte < 0x20 || byte == 0x7F) {
      append_escaped(out, byte);
      ++at;
    } else {
      out.append(text.substr(at, length));
      at += length;
    }
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
