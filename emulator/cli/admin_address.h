#pragma once

#include <string>

namespace CLI {
class App;
}

namespace emulator {

/// Which emulator a subcommand asks.
/// url        "http://127.0.0.1:8080", https, or the base URL of a space
/// authority  for https: a file of CAs; "": that of the local CA
struct AskOptions {
  std::string url = "http://127.0.0.1:8080";
  std::string authority;
};

void add_ask_options(CLI::App& command, AskOptions& options);

/// The admin protocol of a running emulator, as --url and --space name it.
/// root   "http://127.0.0.1:8080", the emulator to connect to
/// space  whose admin protocol it is; of all: empty
struct AdminAddress {
  std::string root;
  std::string space;

  /// "/__space/q2/__admin/health" for "/__admin/health"
  std::string target(const std::string& admin_target) const;
};

/// "http://127.0.0.1:8080/__space/q2" is the base URL of a space, and asks that space. Throws CLI::ValidationError for any
/// other path, as what is asked would not be what was meant; and for two spaces at once, or a name that no space can have.
AdminAddress admin_address(const std::string& url, const std::string& space);

}  // namespace emulator
