#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "emulator/text/json.h"

namespace emulator {

// What JSON Schema and the matchers ask of values, which is not what nlohmann's operators answer:
// there 1 == 1.0 is decided in double, and the order of an object's members counts.

/// A number without a fraction; 1.0 is one.
bool is_integer(const Json& value);

/// Negative, zero or positive as a < b, a == b, a > b, exactly. Both must be numbers.
int compare_numbers(const Json& a, const Json& b);

/// Whether `value` is a whole multiple of `factor`, in decimal as a person reads it: 0.3 is one of
/// 0.1. Both must be numbers, `factor` not zero.
bool is_multiple_of(const Json& value, const Json& factor);

/// Numbers by value, objects in any order.
bool equal_values(const Json& a, const Json& b);

/// Equal values have equal hashes.
std::size_t hash_value(const Json& value);

/// Characters of a UTF-8 text.
std::size_t count_code_points(std::string_view text);

/// About what the value takes in memory, which may be twenty times its text.
std::size_t size_in_bytes(const Json& value);

/// How large a value is. Measuring ends at max_depth, so that a value made to be deep costs no
/// stack.
/// values  itself and all values inside it
struct Extent {
  std::size_t values = 0;
  bool too_deep = false;
};
Extent measure(const Json& value, std::size_t max_depth);

}  // namespace emulator
