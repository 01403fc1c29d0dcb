#pragma once

#include "emulator/model/model.h"

namespace emulator {

/// What is loose in the loaded documents, as warnings: what contradicts what, the reading the emulator takes, and what
/// changes it. Nothing of it keeps the documents from being served. Codes begin with "document.".
void lint(const Model& model, Findings& findings);

}  // namespace emulator
