#pragma once

#include <string>

namespace emulator::golden {

/// The text with every name of the built-in API's document and fixtures (paths, headers, parameters, collections, members,
/// operationId) replaced by another of the same length, so that places stay where they are.
std::string renamed(const std::string& text);

}  // namespace emulator::golden
