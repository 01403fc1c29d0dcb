#include "emulator/text/shell_word.h"

#include <algorithm>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

constexpr std::string_view kPlainInShells = "/-_.,:=@%+";

}  // namespace

std::string quoted_for_shell(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string shell_word(std::string_view text) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || kPlainInShells.find(c) != std::string_view::npos;
  });
  return plain ? std::string(text) : quoted_for_shell(text);
}

}  // namespace emulator
