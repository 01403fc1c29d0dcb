#pragma once

#include "emulator/model/located.h"

namespace emulator {

/// Follows `$ref` until a value that is not a reference. A reference that leads nowhere, round in a circle, or out of the
/// document is an error finding at its place, and a Located without value.
/// node    with its document
/// source  OpenAPI 3.0.4, Reference Object
Located resolve(Located node, Findings& findings);

}  // namespace emulator
