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

/// referenced  the files that references of the documents lead to, also those that are not there
struct Sources {
  std::vector<DocumentPtr> documents;
  std::vector<DocumentPtr> fixtures;
  std::vector<std::string> referenced;
};

/// Reads the files; mistakes are findings. With either kind given, nothing built in is used.
Sources read_sources(const SourcePaths& paths, Findings& findings);

/// Reads and puts together; with an error among the findings: nullptr.
/// referenced  becomes that of the sources
ModelPtr load_paths(const SourcePaths& paths, const RuleSettings& settings, Findings& findings,
                    std::vector<std::string>& referenced);

}  // namespace emulator
