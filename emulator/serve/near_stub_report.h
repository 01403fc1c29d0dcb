#pragma once

#include <string>

#include "emulator/decide/decision.h"
#include "emulator/model/message.h"
#include "emulator/serve/space.h"

namespace emulator {

/// Of a call that nothing answers: adds the nearest stubs to what its answer and its notes tell.
/// common   the space whose stubs are asked after its own; null: none
/// returns  the nearest stub beside the request, as difference_table() has it; another call, or no stub: ""
std::string near_stub_report(const Space& space, const Space* common, const Request& request,
                             Decision& decision);

}  // namespace emulator
