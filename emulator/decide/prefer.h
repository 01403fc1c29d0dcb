#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/decide/world.h"
#include "emulator/model/message.h"

namespace emulator {

/// One preference of a Prefer line, or one of its parameters.
/// name   in lower case
/// value  without its quotes; none: ""
struct Preference {
  std::string name;
  std::string value;
};

/// What a Prefer line asks for, in its order. A parameter of a preference comes behind it as if it were one: people write
/// `code=404; example=gone` as often as `code=404, example=gone`. What cannot be read goes to `unread`, as sent.
/// source  RFC 7240, section 2
std::vector<Preference> read_preferences(std::string_view line, std::vector<std::string>& unread);

/// What a call asks of its answer. Of several preferences of one name the first counts.
/// code     from 200 to 599
/// dynamic  true: a body made from the schema; false: the documented example
/// notes    preferences of ours that were not understood; sentences without full stops
struct Preferences {
  std::optional<int> code;
  std::optional<std::string> example;
  std::optional<bool> dynamic;
  std::optional<ErrorBodies> errors;
  std::vector<std::string> notes;

  /// Another documented answer is asked for than the one that would be sent.
  bool choose_answer() const { return code || example || dynamic.value_or(false); }
};

Preferences preferences_of(const Request& request);

/// The text as a value in a Prefer or Preference-Applied line: as it is, or in quotes.
std::string as_word(const std::string& text);

}  // namespace emulator
