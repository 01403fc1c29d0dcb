#pragma once

#include "emulator/model/model.h"

namespace emulator {

/// What a document says and an emulator does not do: warnings where it is passed over because of how it is written (an operation
/// that is null or beside a reference, media types that are no objects, responses without entries, JSON under the name of XML), and notes
/// where nothing is wrong with it (callbacks and webhooks, which nobody sends here).
void lint_left_out(const Model& model, Findings& findings);

}  // namespace emulator
