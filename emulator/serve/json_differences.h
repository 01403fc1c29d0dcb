#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/text/json.h"

namespace emulator {

/// Where a body differs from what equalToJson expects, a line each: "body /items/0/sku: expected \"a\", found \"b\"";
/// of more than three the last says how many more there are. Nothing that can be shown so, as of a body that is no
/// JSON: empty.
/// matcher  {"equalToJson": …, "ignoreArrayOrder"?, "ignoreExtraElements"?}, which a RequestPattern takes
std::vector<std::string> json_body_differences(const Json& matcher, std::string_view body);

}  // namespace emulator
