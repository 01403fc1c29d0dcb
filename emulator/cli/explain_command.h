#pragma once

#include <string>
#include <vector>

#include "emulator/cli/world_options.h"

namespace emulator {

struct ExplainOptions {
  WorldOptions world;
  std::string method;
  std::string target;
  std::vector<std::string> headers;  ///< "Name: value"
  std::string body;
  std::string format = "text";
};

/// What is wrong with the words that shall name a call, and how they are written: "the method is missing: write
/// alloy-emulator explain GET /path". Nothing: "". What the gate would refuse is none of it.
std::string slip_in_call(const std::string& method, const std::string& target);

/// Prints how one call would be answered, and the trail: every rule with its place, held or broken, what was expected and
/// found, and what would change it. 0: answered with success; 1: refused; the documents do not load: 1, with findings.
int explain(const ExplainOptions& options);

}  // namespace emulator
