#pragma once

#include "emulator/decide/decision.h"
#include "emulator/decide/world.h"
#include "emulator/model/message.h"

namespace emulator {

/// The answer to one call. Pure: no clock, no lock, no input or output; the same world and request give the same decision.
/// The decision points into the world.
///
/// Order: route (404, 405), the operation's rules (the documented refusal), what the client accepts (406), then the plan
/// of a fixture file, or the documented content.
Decision decide(const World& world, const Request& request);

}  // namespace emulator
