#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/text/json.h"

namespace emulator {

/// What walks a value goes one call deeper for each level, so that a stranger's brackets would end the program.
inline constexpr std::size_t kDeepestJson = 1'000;

/// Why a text gives no JSON value.
/// offset  of the byte that is no JSON, or of the number that is too large; at most the text's size
struct JsonProblem {
  enum class Kind {
    kNone,
    kSyntax,
    kTooDeep,   ///< it nests deeper than was allowed
    kTooLarge,  ///< it has a number beyond what a double holds
  };

  Kind kind = Kind::kNone;
  std::size_t offset = 0;
};

/// Takes a time that grows with the text alone: Json's own parser compares each key of an object with all before it, so
/// that ten megabytes of keys take it hours. Of members with one name the last counts, in the first one's place.
/// returns  a discarded value where there is a problem
Json read_json_text(std::string_view text, std::size_t deepest, JsonProblem& problem);

/// The value of a text; it is not JSON, or nests deeper than kDeepestJson: a discarded one.
Json shallow_json(std::string_view text);

/// Which value counts where members have one name.
enum class Repeated { kFirst, kLast };

/// An object of these members, in their order, in a time that grows with their number alone. Members with one name
/// become one, in the first one's place.
Json object_of(std::vector<std::pair<std::string, Json>> members, Repeated counts);

}  // namespace emulator
