#pragma once

#include <string>

namespace CLI {
class App;
}

namespace emulator {

/// What `coverage` asks a running emulator.
/// space       of its calls alone; empty: of all
/// fail_under  in percent of what is documented
struct CoverageOptions {
  std::string url = "http://127.0.0.1:8080";
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
