#include "emulator/text/finding.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "emulator/text/excerpt.h"

namespace emulator {
namespace {

bool same(const Finding& a, const Finding& b) {
  const auto all = [](const Finding& f) {
    return std::tie(f.severity, f.code, f.message, f.place, f.hint, f.excerpt, f.caret);
  };
  return all(a) == all(b);
}

std::string excerpt_lines(const Finding& finding) {
  const std::string number = std::to_string(finding.place.line);
  std::string text = "\n  " + number + " | " + without_controls(finding.excerpt);
  const std::uint32_t caret = finding.caret != 0 ? finding.caret : finding.place.column;
  if (caret != 0 && caret <= finding.excerpt.size() + 1) {
    text += "\n  " + std::string(number.size(), ' ') + " | " + caret_line(finding.excerpt, caret);
  }
  return text;
}

std::string all_as_text(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    if (!text.empty()) text += '\n';
    text += to_text(finding);
  }
  return text;
}

}  // namespace

const char* to_string(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "error";
}

std::string to_text(const Finding& finding) {
  std::string text = to_string(finding.place);
  if (!text.empty()) text += ": ";
  text += to_string(finding.severity);
  text += ": " + finding.message;
  if (!finding.code.empty()) text += "   [" + finding.code + "]";
  if (!finding.excerpt.empty()) text += excerpt_lines(finding);
  if (!finding.hint.empty()) text += "\n  hint: " + finding.hint;
  return text;
}

void Findings::add(Finding finding) { findings_.push_back(std::move(finding)); }

bool Findings::has_errors() const {
  return std::any_of(findings_.begin(), findings_.end(),
                     [](const Finding& f) { return f.severity == Severity::kError; });
}

std::vector<Finding> Findings::sorted() const {
  std::vector<Finding> result = findings_;
  std::stable_sort(result.begin(), result.end(),
                   [](const Finding& a, const Finding& b) { return a.place < b.place; });
  // Repetitions need not be neighbours: two complaints about one place may alternate.
  std::size_t kept = 0;
  for (std::size_t i = 0; i < result.size(); ++i) {
    bool repeated = false;
    for (std::size_t j = kept; j > 0 && result[j - 1].place == result[i].place && !repeated; --j) {
      repeated = same(result[j - 1], result[i]);
    }
    if (repeated) continue;
    if (kept != i) result[kept] = std::move(result[i]);
    ++kept;
  }
  result.resize(kept);
  return result;
}

LoadError::LoadError(const Findings& findings)
    : std::runtime_error(all_as_text(findings.sorted())), findings_(findings.sorted()) {}

}  // namespace emulator
