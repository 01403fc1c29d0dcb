#pragma once

#include <string>
#include <string_view>

#include "emulator/text/json.h"

namespace emulator {

// Values inside messages: one line, texts cut at 60 bytes.

/// 'x', with control characters and invalid UTF-8 escaped.
std::string brief(std::string_view text);

/// As in a list of values: 'a', 12, true, null, an array, an object.
std::string written(const Json& value);

/// After "is": "the string 'a'", "the number 12", "true", "null", "an array", "an object".
std::string described(const Json& value);

/// "1 item", "3 items".
std::string counted(std::size_t count, std::string_view noun);

/// The items' texts joined by ", "; past eight items "and 5 more".
template <class Items, class ToText>
std::string joined(const Items& items, ToText to_text) {
  constexpr std::size_t kMost = 8;
  std::string list;
  std::size_t count = 0;
  for (const auto& item : items) {
    if (count == kMost) return list + " and " + std::to_string(items.size() - kMost) + " more";
    if (count++ > 0) list += ", ";
    list += to_text(item);
  }
  return list;
}

}  // namespace emulator
