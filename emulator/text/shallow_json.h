#pragma once

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "emulator/text/json.h"

namespace emulator {

/// What walks a value goes one call deeper for each level, so that a stranger's brackets would end the program.
inline constexpr std::size_t kDeepestJson = 1'000;

/// How deep the brackets of a text nest that may be JSON.
inline std::size_t json_levels(std::string_view text) {
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

/// The value of a text; it is not JSON, or nests deeper than kDeepestJson: a discarded one.
inline Json shallow_json(std::string_view text) {
  return json_levels(text) > kDeepestJson ? Json(Json::value_t::discarded)
                                          : Json::parse(text, nullptr, false);
}

}  // namespace emulator
