#pragma once

#include <string>

#include "emulator/model/model.h"

namespace emulator::testing {

/// What a record says for the first key of its collection, as in an address; it does not say all of it, or there is
/// no such collection: "".
std::string key_of(const Model& model, const std::string& collection, const Json& record);

/// A segment of a path (RFC 3986).
std::string escaped(const std::string& text);

}  // namespace emulator::testing
