#pragma once

#include <string>
#include <vector>

#include "emulator/model/sources.h"

namespace emulator {

/// trust  how clients learn to trust it, in place of the certificate
struct CaOptions {
  SourcePaths sources;
  std::vector<std::string> tls_names;
  bool trust = false;
};

/// Prints the local authority's certificate as PEM, and makes it where it is missing. returns the exit code
int print_ca(const CaOptions& options);

}  // namespace emulator
