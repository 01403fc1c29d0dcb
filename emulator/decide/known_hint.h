#pragma once

#include <string>

#include "emulator/decide/call.h"
#include "emulator/model/collection.h"
#include "emulator/model/rule.h"

namespace emulator {

/// What to do about a value that names no record: a placeholder left unfilled, a "+" that became a space, an escape
/// written twice, the nearest name, and the option that lets unknown ones pass.
std::string hint_for_unknown(const Rule& rule, const GivenValue& value,
                             const Collection& collection);

}  // namespace emulator
