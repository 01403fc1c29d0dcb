#pragma once

#include "emulator/decide/call.h"
#include "emulator/decide/decision.h"
#include "emulator/decide/prefer.h"
#include "emulator/decide/scene.h"

namespace emulator {

/// Fills in the answer to a call that breaks no rule: the documented response that is preferred, else that for success;
/// its body from what is preferred, else from the fixtures, else as documented. Not documented: 404; not acceptable: 406.
/// What fixtures make of the records goes to `decision.changes`; where another answer than theirs is preferred, nothing.
void answer(Decision& decision, const Scene& scene, const Call& call,
            const Preferences& preferences);

}  // namespace emulator
