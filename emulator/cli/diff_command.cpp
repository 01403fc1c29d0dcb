#include "emulator/cli/diff_command.h"

#include <cstdio>

#include "emulator/cli/change_report.h"
#include "emulator/model/sources.h"

namespace emulator {
namespace {

constexpr int kNotCompared = 2;

// Throws LoadError.
ModelPtr load_version(const std::string& path) {
  Findings findings;
  std::vector<std::string> referenced;
  ModelPtr model = load_paths({{path}, ""}, {}, findings, referenced);
  if (!model) throw LoadError(findings);
  return model;
}

}  // namespace

int diff(const DiffOptions& options) try {
  const ModelPtr before = load_version(options.before), after = load_version(options.after);
  const ModelChanges changes = compare_models(*before, *after);
  std::fputs(report(changes, options.format).c_str(), stdout);
  return changes.empty() ? 0 : 1;
} catch (const LoadError& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return kNotCompared;
}

}  // namespace emulator
