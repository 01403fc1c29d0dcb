#pragma once

#include "emulator/model/operation.h"

namespace emulator {

/// Who may call an operation: its own `security`, else the document's. A scheme that the document does not define, or
/// of a type that is not known, is a warning, and any call satisfies it.
/// node  the Operation Object
/// root  of the document that has the `components`
Security read_security(const Located& node, const Located& root, Findings& findings);

}  // namespace emulator
