#include "emulator/cli/check_command.h"

#include <algorithm>
#include <cstdio>

#include "emulator/cli/finding_report.h"
#include "emulator/model/lint.h"

namespace emulator {

int check(const CheckOptions& options) {
  Findings findings;
  const Sources sources = read_sources(options.sources, findings);
  const ModelPtr model = load_model(sources.documents, sources.fixtures, {}, findings);
  if (model) lint(*model, findings);
  const auto sorted = findings.sorted();
  std::fputs(report(sorted, options.format).c_str(), stdout);
  const bool warned = std::any_of(sorted.begin(), sorted.end(), [](const Finding& finding) {
    return finding.severity == Severity::kWarning;
  });
  const bool failed = findings.has_errors() || (options.strict && warned);
  return failed ? 1 : 0;
}

}  // namespace emulator
