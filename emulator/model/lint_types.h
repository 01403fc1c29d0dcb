#pragma once

#include "emulator/model/located.h"

namespace emulator {

/// Warnings about what a schema says beside its `type`, and cannot mean: values of another type in `enum`, `const`,
/// `default`, `example` and `examples`, and keywords about another type. None without a `type`.
void lint_types(const Located& schema, Findings& findings);

}  // namespace emulator
