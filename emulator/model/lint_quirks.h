#pragma once

#include "emulator/model/model.h"

namespace emulator {

/// Warnings about what authors write by mistake and what is then read otherwise than they mean: misspelt members and
/// methods, status keys that are none, path parameters that nobody describes, paths that end in '/' or fit the same calls.
void lint_quirks(const Model& model, Findings& findings);

}  // namespace emulator
