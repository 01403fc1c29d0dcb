#pragma once

#include <string>

#include "emulator/cli/world_options.h"

namespace emulator {

/// all  also what is loose in files that are as they are built in, beside one's own
struct CheckOptions {
  SourcePaths sources;
  std::string format = "text";
  bool strict = false;
  bool all = false;
};

/// Prints all findings about documents and fixtures, sorted by place. 0: nothing, or warnings only; 1: errors, or with
/// `strict` warnings.
int check(const CheckOptions& options);

}  // namespace emulator
