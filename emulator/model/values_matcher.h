#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "emulator/model/pattern_error.h"
#include "emulator/text/json.h"

namespace emulator {

/// A matcher for the values of one header or query parameter: a ValueMatcher, of which any
/// value is enough, or hasExactly or includes over ValueMatchers.
class ValuesMatcher {
 public:
  /// As for ValueMatcher.
  ValuesMatcher(const Json& matcher, const std::string& pointer);

  /// values  empty: there is none
  bool matches(std::span<const std::string_view> values) const;

  class Rule;

 private:
  std::shared_ptr<const Rule> rule_;
};

}  // namespace emulator
