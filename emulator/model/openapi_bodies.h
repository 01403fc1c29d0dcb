#pragma once

#include <cstdint>

#include "emulator/model/operation.h"

namespace emulator {

/// Reads `requestBody` and `responses` of an Operation Object, and chooses which responses answer success and refusal.
/// seed  of the values that are made from schemas
void read_bodies(const Located& node, Operation& operation, std::uint64_t seed, Findings& findings);

/// Sets which documented response answers success and which a refusal, and with which status.
/// success  the lowest 2xx, then 2XX as 200, then default as 200, then the first one
/// refusal  400, then 422, then the lowest other 4xx, then 4XX as 400, then default as 400
void choose_responses(Operation& operation);

}  // namespace emulator
