#pragma once

#include <vector>

#include "emulator/model/operation.h"
#include "emulator/model/sample.h"

namespace emulator {

/// The media types of a `content` object, in document order, each with the bodies that can be sent for it: its examples,
/// and a sample of its schema. An example given as a JSON string where the schema wants an object or an array, and which
/// parses as one, is that value: documentation generators write it so. An `externalValue` is not fetched.
/// No value satisfies a schema: the content says why, and a warning.
std::vector<Content> read_contents(const Located& content, const SampleOptions& options,
                                   Findings& findings);

}  // namespace emulator
