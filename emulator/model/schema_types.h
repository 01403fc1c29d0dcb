#pragma once

#include <set>
#include <string>

#include "emulator/model/located.h"

namespace emulator {

/// The words of a schema's `type`, with "null" where it is `nullable`; it has no `type`, and allows all: empty.
std::set<std::string> types_of(const Located& schema);

/// "integer or string", null as the last.
std::string listed_types(std::set<std::string> types);

/// Whether a value is of one of these types; none: of any.
bool is_of_types(const Json& value, const std::set<std::string>& types);

}  // namespace emulator
