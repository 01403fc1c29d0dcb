#pragma once

#include <string>

#include "emulator/text/json.h"

namespace emulator {

/// "query.NAME, header.NAME, …": what --where can name.
std::string where_places();

/// Adds a PLACE=VALUE of --where to the pattern that is asked with. Throws CLI::ValidationError where it is none.
void add_condition(const std::string& text, Json& pattern);

}  // namespace emulator
