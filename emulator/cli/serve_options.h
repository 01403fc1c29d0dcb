#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "emulator/cli/admin_options.h"
#include "emulator/cli/limit_options.h"
#include "emulator/cli/reloader.h"
#include "emulator/cli/tls_options.h"
#include "emulator/cli/world_options.h"

namespace CLI {
class App;
}

namespace emulator {

/// The options of `serve`, as given on the command line or by ALLOY_EMULATOR_… variables.
/// journal        a file that calls are written to as well; none: empty
/// journal_bytes  with an optional K, M or G: "256M"
/// idle_seconds   0: never
struct ServeOptions {
  WorldOptions world;
  std::vector<std::string> hosts;
  std::uint16_t port = 8080;
  std::string unix_path;
  TlsOptions tls;
  AdminAccess admin;
  LimitOptions limits;
  std::string port_file;
  StubSource stubs;
  bool watch = true;
  bool exit_with_parent = false;
  std::uint32_t idle_seconds = 0;
  std::uint64_t journal_entries = 100'000;
  std::string journal_bytes = "256M";
  std::string journal;
  bool resume = false;
  bool no_emulator_headers = false;
  std::string log = "text";
};

/// Adds the options to a subcommand. The lists are completed from the environment by finish_options(), as a variable
/// holds several values, split at ":", where an option takes one.
void add_serve_options(CLI::App& command, ServeOptions& options);

/// Reads list variables and the key file. Throws CLI::ValidationError for what cannot be used.
void finish_options(ServeOptions& options);

}  // namespace emulator
