#include "emulator/model/reference_text.h"

#include <algorithm>

#include "emulator/model/target.h"
#include "emulator/text/ascii.h"

namespace emulator {

ReferenceText split_reference(std::string_view text) {
  const auto hash = std::min(text.find('#'), text.size());
  ReferenceText out;
  out.file = text.substr(0, hash);
  if (hash == text.size()) {
    out.pointer = "";
    return out;
  }
  // A URI fragment may be percent-encoded; one that is not well encoded is meant as it is.
  const std::string_view fragment = text.substr(hash + 1);
  std::string pointer = percent_decode(fragment).value_or(std::string(fragment));
  if (pointer.empty() || pointer.front() == '/') out.pointer = std::move(pointer);
  return out;
}

bool has_scheme(std::string_view text) {
  const auto end = text.find_first_of(":/?#");
  if (end == std::string_view::npos || end == 0 || text[end] != ':' || is_digit(text[0]))
    return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end),
                     [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
}

}  // namespace emulator
