#pragma once

#include <nlohmann/json_fwd.hpp>

namespace emulator {

/// Every JSON value in the program. Objects keep the order in which their members were written,
/// because an answer must equal the documented example member for member.
using Json = nlohmann::ordered_json;

}  // namespace emulator
