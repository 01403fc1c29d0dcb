#pragma once

#include "emulator/model/operation.h"

namespace emulator {

/// Adds the `parameters` of an Operation Object or of its Path Item Object. One of the same name and place as one that is
/// there already is left out: the operation's own are to be read first.
void read_parameters(const Located& owner, Operation& operation, Findings& findings);

/// An error for each path parameter that the path does not name.
void check_path_names(const Operation& operation, Findings& findings);

}  // namespace emulator
