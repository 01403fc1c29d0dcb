#pragma once

#include "emulator/journal/call_pattern.h"
#include "emulator/journal/journal.h"
#include "emulator/model/model.h"
#include "emulator/serve/spaces.h"

namespace emulator {

/// Refuses a question about calls that names an operation, a rule or a space that there is none of: with a slip of the pen
/// it would find nothing, and an assertion that nothing was called would hold. What a recorded call has is known too, also
/// when a reload took it out of the documents.
/// Throws PatternError, with the names that were perhaps meant.
void refuse_unknown_names(const CallPattern& pattern, const Model& model, const Journal& journal,
                          Spaces& spaces);

}  // namespace emulator
