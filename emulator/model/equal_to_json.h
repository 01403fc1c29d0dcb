#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "emulator/model/pattern_reader.h"
#include "emulator/text/regex.h"

namespace emulator {

/// WireMock's equalToJson: is a text JSON that equals another? The order of members is free, numbers compare by value,
/// types are strict, null is not a missing member. Immutable, any thread.
///
/// Placeholders as strings of the expected value: ${json-unit.ignore}, ${json-unit.any-string}, ${json-unit.any-number},
/// ${json-unit.any-boolean}, ${json-unit.regex}EXPRESSION, and ${json-unit.ignore-element}, which may be missing too.
class EqualToJson {
 public:
  /// ignore_extra_elements  further members of objects and further last elements of arrays are let pass
  struct Options {
    bool ignore_array_order = false;
    bool ignore_extra_elements = false;
  };

  /// expected  a JSON value, or a string that holds one. Throws PatternError.
  EqualToJson(const PatternSite& expected, Options options);

  /// A text that is not JSON: false. So is a comparison of arrays in any order that takes more than a million steps.
  bool matches(std::string_view text) const;
  bool matches(const Json& value) const;

 private:
  class Comparison;
  using Regexes = std::map<std::string, Regex>;
  static void read_placeholders(const Json& expected, const PatternSite& site, Regexes& regexes);

  std::shared_ptr<const Json> expected_;
  std::shared_ptr<const Regexes> regexes_;  ///< by the whole placeholder
  Options options_;
};

}  // namespace emulator
