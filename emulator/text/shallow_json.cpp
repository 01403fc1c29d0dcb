#include "emulator/text/shallow_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace emulator {

std::size_t json_levels(std::string_view text) {
  std::size_t depth = 0, deepest = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

Json shallow_json(std::string_view text) {
  return json_levels(text) > kDeepestJson ? Json(Json::value_t::discarded)
                                          : Json::parse(text, nullptr, false);
}

}  // namespace emulator
