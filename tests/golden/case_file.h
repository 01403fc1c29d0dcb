#pragma once

#include <string>
#include <utility>
#include <vector>

namespace emulator::golden {

/// One golden case, a text file:
///
///     What the case shows, one sentence.
///     rules: answer.lowest-2xx answer.default     (those of rules.txt that it shows, at least one)
///     options: --api-key secret
///     === openapi page.yaml        (these two only where the case brings its own files)
///     === fixtures users.yaml
///     === file schemas/pet.yaml    (what a reference in a document leads to)
///     === request                  (line ends are sent as CRLF, and a body's Content-Length is added where none is
///                                  written; "=== bytes" instead: C escapes, line ends ignored; several: one after another)
///     === findings                 (what loading said, if anything)
///     === response
///     === trail
///
/// The last three are what the run must give, the last two once for each request; --accept rewrites them.
struct Case {
  struct Section {
    std::string title;
    std::string text;
  };
  std::string path;
  std::string sentence;
  std::vector<std::string> rules;
  std::vector<std::string> options;
  std::vector<Section> sections;

  const std::string* section(const std::string& title) const;
};

Case read_case(const std::string& path);

/// The file with these results in place of its own.
std::string with_results(const Case& given, const std::vector<Case::Section>& results);

/// The results that the file has.
std::vector<Case::Section> results_of(const Case& given);

/// All case files below a folder, sorted.
std::vector<std::string> case_files(const std::string& folder);

}  // namespace emulator::golden
