#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "tests/golden/case_file.h"
#include "tests/golden/rename.h"
#include "tests/golden/run_case.h"
#include "tests/support/arguments.h"
#include "tests/support/project_dir.h"

using namespace emulator;
using namespace emulator::golden;

namespace {

const std::string kCases = support::project_dir() + "/tests/golden/cases";

bool accepting() {
  const auto& given = support::arguments();
  return std::find(given.begin(), given.end(), "--accept") != given.end();
}

bool brings_files(const Case& given) {
  return std::any_of(
      given.sections.begin(), given.sections.end(), [](const Case::Section& section) {
        return section.title.rfind("openapi ", 0) == 0 || section.title.rfind("fixtures ", 0) == 0;
      });
}

// The document as a documentation page: its lines in a fence of four, some lines down.
Files as_page(Files files) {
  for (File& file : files.openapi) {
    file.name = "page.md";
    file.text = "# A page\n\nSome words, and an example of `code`.\n\n````yaml get /anything\n" +
                file.text + "````\n";
  }
  return files;
}

// Without what differs by where the document is written.
std::string without_places(const std::vector<Case::Section>& results) {
  std::string out;
  for (const auto& section : results) {
    if (section.title != "response") continue;
    std::string text = section.text;
    for (std::size_t at = 0; (at = text.find("Emulator-Refusal: ", at)) != std::string::npos;
         ++at) {
      const auto first = text.find("; ", at), last = text.find("; ", first + 1);
      if (first < text.find('\n', at) && last != std::string::npos) text.erase(first, last - first);
    }
    for (std::size_t at = 0; (at = text.find("\"place\":\"", at)) != std::string::npos; ++at) {
      text.erase(at, text.find("\",", at) - at);
    }
    out += text;
  }
  return out;
}

}  // namespace

TEST_CASE("every golden case gives what its file says") {
  const Files files = built_in_files();
  for (const std::string& path : case_files(kCases)) {
    CAPTURE(path);
    const Case given = read_case(path);
    const auto results = run_case(given, files);
    if (accepting()) {
      std::ofstream(path) << with_results(given, results);
    } else {
      CHECK(joined(results_of(given)) == joined(results));
    }
  }
}

TEST_CASE("a documentation page that holds the document answers every case the same") {
  const Files files = built_in_files();
  for (const std::string& path : case_files(kCases)) {
    CAPTURE(path);
    const Case given = read_case(path);
    if (brings_files(given)) continue;
    CHECK(without_places(run_case(given, files)) ==
          without_places(run_case(given, as_page(files))));
  }
}

TEST_CASE(
    "nothing is known by name: with every name replaced, the answers are the same but for the "
    "names") {
  Files files = built_in_files();
  for (auto* list : {&files.openapi, &files.fixtures}) {
    for (File& file : *list) file.text = renamed(file.text);
  }
  for (const std::string& path : case_files(kCases)) {
    CAPTURE(path);
    Case given = read_case(path);
    if (brings_files(given)) continue;
    // OpenAPI itself knows the header Authorization by name, and so does what is said of it.
    if (std::count(given.options.begin(), given.options.end(), "--check") > 0) continue;
    const std::string expected = renamed(joined(results_of(given)));
    for (auto& section : given.sections) section.text = renamed(section.text);
    // The names of the files themselves stay; what renaming did to them in the expectation is done to the result.
    CHECK(expected == renamed(joined(run_case(given, files))));
  }
}
