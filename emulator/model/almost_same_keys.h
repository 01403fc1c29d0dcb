#pragma once

#include "emulator/model/collection.h"

namespace emulator {

/// Warnings about keys of two records that only the case of letters (ASCII) tells apart: most likely one is a slip.
void check_almost_same_keys(const Collection& collection, Findings& findings);

}  // namespace emulator
