#pragma once

#include <string>
#include <vector>

#include "emulator/decide/call.h"
#include "emulator/decide/decision.h"

namespace emulator {

/// Whether the body, read as its media type says (JSON, a form, text), satisfies the schema documented for it: every way
/// in which it does not. A type that cannot be read so is let pass, and noted.
std::vector<Violation> broken_by_body(const Rule& rule, const Call& call,
                                      std::vector<std::string>& notes);

}  // namespace emulator
