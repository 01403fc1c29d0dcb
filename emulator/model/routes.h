#pragma once

#include "emulator/model/model.h"

namespace emulator {

/// Fills the model's ways from a path to its operations. Each is served below its servers' paths; without them too, where
/// no other document has that path. What shares path and method is told apart by its version; what cannot be told apart
/// is an error finding with both places.
/// accepted  versions that an option lets pass
void add_routes(Model& model, const std::vector<std::string>& accepted, Findings& findings);

}  // namespace emulator
