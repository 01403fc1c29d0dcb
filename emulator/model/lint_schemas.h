#pragma once

#include "emulator/model/model.h"

namespace emulator {

/// Warnings about schemas that contradict themselves, each schema once, wherever it is used: limits that no value keeps,
/// values of another type, keywords that say nothing about the type, required names that are forbidden. And notes about
/// formats that are not checked.
void lint_schemas(const Model& model, Findings& findings);

}  // namespace emulator
