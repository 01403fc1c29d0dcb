#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace emulator {

/// A regular expression with bounded work: PCRE2 in UTF mode with match and depth limits, JIT where
/// available. Never throws on input; a match that exceeds its limits is no match. Immutable, cheap
/// to copy, usable from any thread.
class Regex {
 public:
  enum class Style {
    kWholeValue,  ///< WireMock: must match the whole value, dot matches line ends
    kSearch,  ///< JSON Schema `pattern`: ECMA-262, matches anywhere. What another engine would understand and
              ///< ECMA-262 does not is PCRE2's
  };

  /// Throws std::invalid_argument with PCRE2's message and the offset for a pattern that does not
  /// compile.
  Regex(std::string pattern, Style style);

  bool matches(std::string_view value) const;
  const std::string& pattern() const { return pattern_; }
  /// A search that ECMA-262 understands.
  bool is_ecma() const;

 private:
  struct Compiled;
  std::string pattern_;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace emulator
