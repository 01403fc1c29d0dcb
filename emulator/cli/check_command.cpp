#include "emulator/cli/check_command.h"

#include <algorithm>
#include <cstdio>
#include <set>

#include "emulator/cli/finding_report.h"
#include "emulator/model/embedded.h"
#include "emulator/model/lint.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

bool is_as_built_in(const Document& document) {
  const auto files = embedded_files();
  return std::any_of(files.begin(), files.end(),
                     [&](const EmbeddedFile& file) { return file.content == document.text(); });
}

// The files beside one's own that are as they are built in: what is loose in them is nobody's to mend.
std::set<std::string> files_as_built_in(const CheckOptions& options, const Sources& sources) {
  std::set<std::string> names;
  if (options.all || options.sources.built_in()) return names;
  for (const auto* documents : {&sources.documents, &sources.fixtures}) {
    for (const DocumentPtr& document : *documents)
      if (is_as_built_in(*document)) names.insert(document->name());
  }
  return names;
}

// Takes out what is no error there.
// returns  a line that says so; nothing was: ""
std::string leave_out(const std::set<std::string>& files, std::vector<Finding>& findings) {
  const std::size_t before = findings.size();
  std::set<std::string> touched;
  const auto is_left_out = [&](const Finding& finding) {
    const bool out = finding.severity != Severity::kError && files.count(finding.place.file) > 0;
    if (out) touched.insert(in_quotes(finding.place.file));
    return out;
  };
  findings.erase(std::remove_if(findings.begin(), findings.end(), is_left_out), findings.end());
  if (touched.empty()) return {};
  const std::vector<std::string> names(touched.begin(), touched.end());
  const std::size_t number = before - findings.size();
  return "left out: " + std::to_string(number) +
         (number == 1 ? " warning or note" : " warnings and notes") + " about " + listed(names) +
         ", as built in; --all tells them\n";
}

}  // namespace

int check(const CheckOptions& options) {
  Findings findings;
  const Sources sources = read_sources(options.sources, findings);
  const ModelPtr model = load_model(sources.documents, sources.fixtures, {}, findings);
  if (model) lint(*model, findings);
  auto sorted = findings.sorted();
  const std::string left_out = leave_out(files_as_built_in(options, sources), sorted);
  std::fputs(left_out.c_str(), options.format == "text" ? stdout : stderr);
  std::fputs(report(sorted, options.format).c_str(), stdout);
  std::fflush(stdout);  // so that what is said next comes next
  if (!model)
    std::fputs(
        "what is loose was not looked for, as there are errors: mend them, then check again\n",
        stderr);
  const bool warned = std::any_of(sorted.begin(), sorted.end(), [](const Finding& finding) {
    return finding.severity == Severity::kWarning;
  });
  const bool failed = findings.has_errors() || (options.strict && warned);
  return failed ? 1 : 0;
}

}  // namespace emulator
