#pragma once

#include <cstdint>
#include <string>

#include "emulator/serve/listener.h"

namespace CLI {
class App;
}

namespace emulator {

/// What clients may make `serve` hold and wait for. Sizes ("16K") and times ("10s") as they were given.
struct LimitOptions {
  std::string target_bytes = "16K";
  std::string head_bytes = "64K";
  std::size_t header_lines = 200;
  std::string body_bytes = "10M";
  std::string request_time = "10s";
  std::string idle_time = "75s";
  std::string tls_time = "5s";
  std::size_t connections = 20'000;
  std::string grace = "5s";
};

void add_limit_options(CLI::App& command, LimitOptions& options);

/// Into `to`. Throws CLI::ValidationError for what is no size, no time, or too small to serve.
void apply_limits(const LimitOptions& options, ListenerOptions& to);

}  // namespace emulator
