#pragma once

#include <string>

namespace emulator {

/// Asks a running emulator whether it is ready, and prints its answer. 0: it is; 1: it is not, or cannot be reached within
/// two seconds. Throws CLI::ValidationError as admin_address() does.
int health(const std::string& url);

}  // namespace emulator
