#pragma once

#include <vector>

#include "emulator/model/operation.h"

namespace emulator {

/// The media types of a `content` object, in document order, each with the body that stands for it: the first named
/// example, `example`, or a sample of the schema. An example given as a JSON string where the schema wants an object or
/// an array, and which parses as one, is that value: documentation generators write it so.
std::vector<Content> read_contents(const Located& content, Findings& findings);

}  // namespace emulator
