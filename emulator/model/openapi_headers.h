#pragma once

#include <vector>

#include "emulator/model/located.h"
#include "emulator/model/message.h"
#include "emulator/model/sample.h"

namespace emulator {

/// The `headers` of a Response Object that have an example or a schema, each with a value to send: its first example, its
/// example, or a sample of its schema. Left out: Content-Type, as OpenAPI says, and those that belong to the connection.
std::vector<Header> read_headers(const Located& headers, const SampleOptions& options,
                                 Findings& findings);

}  // namespace emulator
