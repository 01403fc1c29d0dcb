#pragma once

#include "emulator/model/located.h"

namespace emulator {

/// A warning where no value of `enum`, or not the one of `const`, passes the keywords beside it, so that every value is
/// refused. Values of another type are lint_types' business.
void lint_values(const Located& schema, Findings& findings);

}  // namespace emulator
