#pragma once

#include <cstdint>
#include <initializer_list>
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
  std::int64_t whole_number(std::int64_t least, std::int64_t most) const;
  /// expected  for the error: "a number from 0 to 1"
  double number(double least, double most, const char* expected) const;
  /// On the whole value.
  Regex regex() const;

  /// Of an object.
  bool has(std::string_view name) const;
  PatternSite member(std::string_view name) const;
  /// A missing one is refused.
  PatternSite required(std::string_view name) const;
  /// Of an object: any other member is refused, with the one that was perhaps meant.
  void allow_only(std::initializer_list<std::string_view> names) const;
  PatternSite element(std::size_t index) const;
  [[noreturn]] void refuse(const std::string& detail) const;
};

/// What `read` makes of an object. The errors it throws point into that object, and leave here pointing into the whole.
template <class Read>
auto read_inside(const PatternSite& site, Read read) {
  const Json& value = site.object().value;
  try {
    return read(value);
  } catch (const PatternError& error) {
    throw PatternError(site.pointer + error.pointer(), error.what());
  }
}

}  // namespace emulator
