#pragma once

#include "emulator/decide/decision.h"
#include "emulator/decide/scene.h"

namespace emulator {

/// Puts the stub's answer in the place of the documented one, with its delays drawn, and notes where it is not what the
/// document allows.
void answer_by_stub(Decision& decision, const ChosenStub& chosen);

/// What the document says against this answer of the operation: its status, its media type, its content. Sentences
/// without full stops.
/// content  of the body, where it is JSON; else null
std::vector<std::string> objections_to(const Operation& operation, const Response& response,
                                       const Json* content);

}  // namespace emulator
