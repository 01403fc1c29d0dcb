#pragma once

#include <vector>

#include "emulator/model/operation.h"
#include "emulator/model/reference.h"

namespace emulator {

/// The media types of a `content` object, in document order, each with the body that stands for it: the first named
/// example, `example`, or a sample of the schema. An example given as a JSON string where the schema wants an object or
/// an array, and which parses as one, is that value: documentation generators write it so.
std::vector<Content> read_contents(const DocumentPtr& document, const Located& content,
                                   Findings& findings);

/// Sets which documented response answers success and which a refusal, and with which status.
/// success  the lowest 2xx, then 2XX as 200, then default as 200, then the first one
/// refusal  400, then 422, then the lowest other 4xx, then 4XX as 400, then default as 400
void choose_responses(Operation& operation);

}  // namespace emulator
