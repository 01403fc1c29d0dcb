#pragma once

#include "emulator/model/change.h"
#include "emulator/model/operation.h"

namespace emulator {

/// Appends what differs in where an operation is called and who may call it: its servers, and its security.
/// shared  what is written for more than this operation; told once, however often it is found
void compare_access(const Operation& before, const Operation& after, Changes& shared,
                    Changes& changes);

}  // namespace emulator
