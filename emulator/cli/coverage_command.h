#pragma once

#include <string>

#include "emulator/cli/admin_address.h"

namespace CLI {
class App;
}

namespace emulator {

/// What `coverage` asks a running emulator.
/// ask         which emulator
/// space       of its calls alone; empty: of all
/// fail_under  in percent of what is documented
struct CoverageOptions {
  AskOptions ask;
  std::string space;
  double fail_under = 0;
  std::string format = "text";
  std::string admin_token;
};

void add_coverage_options(CLI::App& command, CoverageOptions& options);

/// Prints what was exercised and what never was. 0: at least so much was; 1: less, or the emulator cannot be asked.
int coverage(const CoverageOptions& options);

/// What a person reads, from the answer of GET /__admin/coverage.
std::string coverage_text(const std::string& answer);

}  // namespace emulator
