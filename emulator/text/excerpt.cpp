#include "emulator/text/excerpt.h"

#include <algorithm>

#include "emulator/text/utf8.h"

namespace emulator {
namespace {

constexpr std::size_t kMostShownBytes = 120;
constexpr std::size_t kMostBefore = 60;
constexpr std::string_view kCut = "…";

std::size_t character_start(std::string_view line, std::size_t at) {
  while (at > 0 && at < line.size() && is_utf8_continuation(line[at])) --at;
  return at;
}

}  // namespace

Excerpt excerpt_of(std::string_view line, std::uint32_t column) {
  if (line.size() <= kMostShownBytes) return {std::string(line), column};
  const std::size_t focus = std::min<std::size_t>(column == 0 ? 0 : column - 1, line.size());
  const std::size_t begin = character_start(line, focus - std::min(focus, kMostBefore));
  const std::size_t end = character_start(line, std::min(begin + kMostShownBytes, line.size()));
  Excerpt cut;
  if (begin > 0) cut.text += kCut;
  cut.caret = column == 0 ? 0 : static_cast<std::uint32_t>(cut.text.size() + focus - begin + 1);
  cut.text += line.substr(begin, end - begin);
  if (end < line.size()) cut.text += kCut;
  return cut;
}

std::string caret_line(std::string_view text, std::uint32_t caret) {
  std::string line;
  for (const char c : text.substr(0, caret - 1)) {
    if (!is_utf8_continuation(c)) line += c == '\t' ? '\t' : ' ';
  }
  return line + '^';
}

std::string without_controls(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t') || byte == 0x7F) c = '?';
  }
  return result;
}

}  // namespace emulator
