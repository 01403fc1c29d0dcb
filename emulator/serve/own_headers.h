#pragma once

#include <string>

#include "emulator/decide/decision.h"

namespace emulator {

/// Adds what the emulator says about its own answer: `Emulator-Call: <id>`, and for each broken rule, at most five,
/// `Emulator-Refusal: <rule>; <file:line>; <class>`, then how many more there are. ASCII only.
void add_own_headers(Response& response, const std::string& call_id, const Decision& decision);

}  // namespace emulator
