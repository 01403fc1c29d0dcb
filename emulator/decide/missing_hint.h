#pragma once

#include <string>

#include "emulator/decide/call.h"
#include "emulator/model/rule.h"

namespace emulator {

/// What the request has in place of the value that a rule misses: a name much like it, or the name behind a mark that hides
/// it from the query. "; the request has 'userid': a slip of the pen?"; nothing of the kind: "".
std::string slip_for_missing(const Rule& rule, const Call& call);

}  // namespace emulator
