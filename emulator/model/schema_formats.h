#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/text/json.h"

namespace emulator {

/// A value of the keyword `format` that is asserted.
/// phrase  what a value must be, after "must be": "a date such as 2025-09-30"
/// holds   true also for a value of a type that the format does not speak about
struct Format {
  std::string_view name;
  const char* phrase;
  bool (*holds)(const Json& value);
};

/// The names of all that are asserted.
const std::vector<std::string>& format_names();

/// Not asserted, as "password" or an unknown one: nullptr.
const Format* find_format(std::string_view name);

}  // namespace emulator
