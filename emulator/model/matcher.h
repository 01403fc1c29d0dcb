#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "emulator/model/pattern_error.h"
#include "emulator/text/json.h"

namespace emulator {

/// One content matcher: an object with one operator. Operators: equalTo (caseInsensitive),
/// equalToJson (ignoreArrayOrder, ignoreExtraElements), matchesJsonPath,
/// matchesJsonSchema (schemaVersion), binaryEqualTo, contains, doesNotContain, matches,
/// doesNotMatch, before, after, equalToDateTime, absent, anything, and, or, not. Immutable, cheap to copy, usable from
/// any thread.
class ValueMatcher {
 public:
  /// pointer  where `matcher` stands in the pattern, for the errors. Throws PatternError.
  ValueMatcher(const Json& matcher, const std::string& pointer);

  bool matches(std::string_view value) const;

  /// Whether it is satisfied where there is no value: absent is, and so are the negative ones; an
  /// `or` if absent is among its members, a `not` if its member is not satisfied.
  bool matches_missing() const;

  class Operator;

 private:
  std::shared_ptr<const Operator> operator_;
};

}  // namespace emulator
