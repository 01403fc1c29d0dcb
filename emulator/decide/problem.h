#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/decide/decision.h"

namespace emulator {

/// An answer of the emulator's own, where the document has none: application/problem+json.
/// detail  what happened and what to do, sentences for a person
/// source  RFC 9457
Response problem(int status, std::string_view detail);

/// The same for broken rules: their messages are the detail, and `violations` lists them as detailed_error() does.
Response problem(int status, const std::vector<Violation>& violations);

/// What the detail of a 500 says where neither the call nor a document is to blame.
std::string own_mistake(const std::exception& error);

/// {"message": …, "violations": [{rule, class, in, name, pointer, message, place, hint}]}; pointer only where the rule looks
/// into a value
std::string detailed_error(const std::vector<Violation>& violations);

}  // namespace emulator
