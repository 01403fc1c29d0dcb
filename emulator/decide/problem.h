#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "emulator/decide/decision.h"

namespace emulator {

/// An answer of the emulator's own, where the document has none: application/problem+json.
/// detail  what happened and what to do, sentences for a person
/// source  RFC 9457
Response problem(int status, std::string_view detail);

/// {"message": …, "violations": [{rule, class, in, name, message, place, hint}]}
std::string detailed_error(const std::vector<Violation>& violations);

}  // namespace emulator
