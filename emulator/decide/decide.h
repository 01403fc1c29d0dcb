#pragma once

#include "emulator/decide/decision.h"
#include "emulator/decide/scene.h"
#include "emulator/decide/world.h"
#include "emulator/model/message.h"

namespace emulator {

/// The answer to one call. Pure: no clock, no lock, no input or output; the same scene and request give the same
/// decision. The decision points into the scene's world and records.
///
/// Order: the stub, if one was chosen; route (404, 405), security (401), the operation's rules (the documented refusal), what
/// the client prefers (404 where it is not documented) and accepts (406), then the plan of a fixture file, or the
/// documented content. A call that a stub answers is judged all the same.
Decision decide(const Scene& scene, const Request& request);
Decision decide(const World& world, const Request& request);

}  // namespace emulator
