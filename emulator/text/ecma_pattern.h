#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace emulator {

/// A Unicode property, as PCRE2 calls it: "Lu", "Script=Greek".
struct EcmaProperty {
  std::string name;
  bool is_negated = false;
};

/// A set of characters.
/// ranges  first and last code point of each; in no order
struct EcmaClass {
  std::vector<std::pair<char32_t, char32_t>> ranges;
  std::vector<EcmaProperty> properties;
  bool is_negated = false;
};

/// A part of a regular expression.
/// set       kClass: one character
/// least, most, is_lazy  kRepeat; most kUnlimited: no bound
/// group     kGroup: its number, 0 if it captures nothing; kReference: the number, or `name`
/// is_ahead, is_negated  kLook
struct EcmaNode {
  enum class Kind {
    kClass,
    kSequence,
    kChoice,
    kRepeat,
    kGroup,
    kReference,
    kStart,
    kEnd,
    kWordEdge,
    kNoWordEdge,
    kLook,
  };
  static constexpr std::uint32_t kUnlimited = UINT32_MAX;

  Kind kind = Kind::kSequence;
  std::vector<EcmaNode> children = {};
  EcmaClass set = {};
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  bool is_lazy = false;
  std::uint32_t group = 0;
  std::string name = {};
  bool is_ahead = true;
  bool is_negated = false;
};

/// Reads a regular expression of ECMA-262 in Unicode mode, as JSON Schema's `pattern` is one. More lenient than that in
/// what people write: a '\' may stand before any ASCII punctuation, and a '{', '}' or ']' that closes nothing is itself.
/// Anything else, such as the words of other engines (`\Z`, `(?i)`, `a++`): nullopt.
/// source  ECMA-262, 22.2.1 Patterns
std::optional<EcmaNode> read_ecma_pattern(std::string_view pattern);

/// The same for PCRE2 in UTF mode, without any option.
std::string to_pcre2(const EcmaNode& pattern);
/// "[a-z]" and the like.
std::string to_pcre2(const EcmaClass& set);

/// The property that ECMA-262 writes as `\p{text}`, as PCRE2 calls it: "Letter" is "L"; no such syntax: nullopt.
std::optional<std::string> property_name(std::string_view text);

}  // namespace emulator
