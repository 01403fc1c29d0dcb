#pragma once

#include <string>

#include "emulator/text/json.h"

namespace emulator {

/// "query.NAME, header.NAME, …": what --where can name.
std::string where_places();

/// Adds a PLACE=VALUE of --where to the pattern that is asked with. Throws CLI::ValidationError where it is none.
void add_condition(const std::string& text, Json& pattern);

/// What is most likely another one than was meant, though calls may have it: a method in small letters. Else "".
std::string doubt_about(const std::string& condition);

}  // namespace emulator
