#pragma once

#include <string>

namespace emulator {

/// A line for each call: moment, status, method, target, and why it was refused, in whole reasons.
/// events  the answer of /__admin/export?format=ndjson; other text: throws nlohmann::json::exception
std::string calls_as_table(const std::string& events);

/// The same events as a JSON array.
std::string calls_as_json(const std::string& events);

}  // namespace emulator
