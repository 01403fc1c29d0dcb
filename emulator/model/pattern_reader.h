#pragma once

#include <string>
#include <string_view>

#include "emulator/model/pattern_error.h"
#include "emulator/text/json.h"
#include "emulator/text/regex.h"

namespace emulator {

/// A value of a request pattern with its place in it.
struct PatternSite {
  const Json& value;
  std::string pointer;

  // Throw PatternError where the value is of another kind.
  const std::string& text() const;
  bool flag() const;
  const PatternSite& object() const;
  const PatternSite& array() const;
  /// On the whole value.
  Regex regex() const;

  PatternSite member(std::string_view name) const;
  PatternSite element(std::size_t index) const;
  [[noreturn]] void refuse(const std::string& detail) const;
};

}  // namespace emulator
