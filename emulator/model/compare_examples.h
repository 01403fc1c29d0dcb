#pragma once

#include <string>
#include <vector>

#include "emulator/model/change.h"

namespace emulator {

/// Appends what differs in the `example` and the named `examples` of two Media Type, Parameter or Header Objects: whole
/// examples, and values inside of those that both have.
void compare_examples(const Located& before, const Located& after, const std::string& part,
                      Changes& changes);

}  // namespace emulator
