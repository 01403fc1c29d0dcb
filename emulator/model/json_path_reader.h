#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/model/json_path_steps.h"

namespace emulator {

/// Throws std::invalid_argument: "expects ']' at position 5".
std::shared_ptr<const JsonPath::Steps> read_json_path(std::string_view text);

/// A place in the text of a JSONPath.
class JsonPathCursor {
 public:
  explicit JsonPathCursor(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char c);
  /// A word as it is written, also "&&".
  bool take(std::string_view word);
  void skip_spaces();
  void expect(char c);
  /// Up to one of these, or the end.
  std::string_view until_any(std::string_view stops);
  /// Between single or double quotes; a backslash keeps the next character.
  std::string quoted();
  std::optional<std::ptrdiff_t> whole_number();
  [[noreturn]] void fail(const std::string& what) const;

 private:
  const std::string_view text_;
  std::size_t at_ = 0;
};

/// The steps that begin here, as many as there are.
/// in_filter  a name ends where an operator begins
/// depth      of filters in filters
void read_steps(JsonPathCursor& cursor, bool in_filter, int depth, JsonPath::Steps& out);

/// What stands between "[?(" and ")]".
std::shared_ptr<const JsonPathCondition> read_condition(JsonPathCursor& cursor, int depth);

}  // namespace emulator
