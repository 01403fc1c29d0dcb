#pragma once

#include "emulator/cli/admin_address.h"

namespace emulator {

/// Asks a running emulator whether it is ready, and prints its answer. 0: it is; 1: it is not, or cannot be reached within
/// two seconds. Throws CLI::ValidationError as admin_address() does.
int health(const AskOptions& options);

}  // namespace emulator
