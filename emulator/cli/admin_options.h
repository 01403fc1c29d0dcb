#pragma once

#include <string>
#include <vector>

#include "emulator/serve/admin_guard.h"

namespace CLI {
class App;
}

namespace emulator {

/// Adds the options that say who may call the admin protocol.
void add_admin_options(CLI::App& command, AdminAccess& access);

/// Reads list variables, and allows the addresses that it listens on. Throws CLI::ValidationError where others than
/// this machine could call it and nothing says that they may.
/// hosts  as in ListenerOptions
void finish_admin_options(AdminAccess& access, const std::vector<std::string>& hosts);

}  // namespace emulator
