#pragma once

#include <cstddef>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "emulator/testing/export.h"

namespace emulator::testing {

class Value;
/// The members of a JSON object, in their order: {{"userId", "u_1"}, {"active", true}}
using Members = std::vector<std::pair<std::string, Value>>;

/// A JSON value, kept as its text. Texts are UTF-8.
class ALLOY_EMULATOR_API Value {
 public:
  Value(std::nullptr_t) : text_("null") {}
  Value(bool flag) : text_(flag ? "true" : "false") {}
  template <class Integer, std::enable_if_t<std::is_integral_v<Integer>, int> = 0>
  Value(Integer number) : text_(std::to_string(number)) {}
  Value(double number);
  Value(const char* text) : Value(std::string(text)) {}
  Value(const std::string& text);
  Value(const Members& members);

  static Value list(const std::vector<Value>& elements);
  /// Any JSON, as text. Throws Error where it is none.
  static Value json(std::string text);

  /// As JSON.
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace emulator::testing
