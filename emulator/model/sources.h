#pragma once

#include <string>
#include <vector>

#include "emulator/model/model.h"

namespace emulator {

/// What to load. Both empty: what is built in.
struct SourcePaths {
  std::vector<std::string> openapi;
  std::string fixtures;

  bool built_in() const { return openapi.empty() && fixtures.empty(); }
};

struct Sources {
  std::vector<DocumentPtr> documents;
  std::vector<DocumentPtr> fixtures;
};

/// Reads the files; mistakes are findings. With either kind given, nothing built in is used.
Sources read_sources(const SourcePaths& paths, Findings& findings);

/// Reads and puts together; with an error among the findings: nullptr.
ModelPtr load_paths(const SourcePaths& paths, const RuleSettings& settings, Findings& findings);

}  // namespace emulator
