#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/model.h"
#include "emulator/serve/tls.h"

namespace CLI {
class App;
}

namespace emulator {

/// How `serve` speaks TLS and stands in for other hosts.
struct TlsOptions {
  bool tls = false;
  std::optional<std::uint16_t> http_port;
  std::vector<std::string> names;
  std::string certificate_file;
  std::string key_file;
  bool proxy = false;
};

void add_tls_options(CLI::App& command, TlsOptions& options);
/// Reads list variables. Throws CLI::ValidationError for options that do not go together.
void finish_tls_options(TlsOptions& options);

/// What TLS clients are shown: the files given, else a certificate of the local authority for loopback, the hosts of
/// the documents' servers and the names given; without --tls and --proxy: nullptr. Throws std::runtime_error.
/// warnings  what the user has to know
TlsContextPtr make_tls(const TlsOptions& options, const Model& model,
                       std::vector<std::string>& warnings);

}  // namespace emulator
