#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "emulator/cli/admin_address.h"

namespace CLI {
class App;
}

namespace emulator {

/// What `calls` asks a running emulator.
/// ask       which emulator
/// space     of its calls alone; empty: of all
/// where     "query.userId=x", "header.NAME=x", "method=GET", …
/// exactly, at_least, at_most  an assertion; none: the calls are listed
/// within    how long to wait for the calls, like "5s"; not at all: empty
/// settle    how long their number has to stay so; not at all: empty
/// secrets   "masked" or "show", in lists
struct CallsOptions {
  AskOptions ask;
  std::string space;
  std::string operation;
  std::vector<std::string> where;
  std::optional<std::uint64_t> exactly;
  std::optional<std::uint64_t> at_least;
  std::optional<std::uint64_t> at_most;
  std::string within;
  std::string settle;
  std::string format = "table";
  std::string secrets = "masked";
  std::string admin_token;
};

void add_calls_options(CLI::App& command, CallsOptions& options);
/// Throws CLI::ValidationError for what cannot be meant.
void finish_calls_options(const CallsOptions& options);

/// Prints the calls, or what became of the assertion. 0: it holds, or none was made; 1: it does not, or the emulator cannot be
/// asked.
int calls(const CallsOptions& options);

}  // namespace emulator
