#pragma once

#include "emulator/decide/decision.h"
#include "emulator/decide/prefer.h"
#include "emulator/decide/scene.h"

namespace emulator {

/// Fills in the answer to a call that broke rules: 401 where it was the security, 415 where it was the body's type, else the
/// operation's documented error; its documented body, or a problem that lists the violations. Ignores Accept, and of what
/// is preferred minds an example that the error has, and how errors are to be told.
void refuse(Decision& decision, const Scene& scene, const Preferences& preferences);

}  // namespace emulator
