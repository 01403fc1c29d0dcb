#include <doctest/doctest.h>

#include "tests/repair/repair_case.h"
#include "tests/support/project_dir.h"

using namespace emulator;
using namespace emulator::repair;

namespace {

const std::string kCases = support::project_dir() + "/tests/repair/cases/";

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool is_accepted(const std::string& results) {
  return holds(results, "=== response\nHTTP 2") && !holds(results, ": error: ");
}

void check_cases(const std::string& folder, std::size_t at_least) {
  const auto paths = golden::case_files(kCases + folder);
  CHECK(paths.size() >= at_least);
  for (const std::string& path : paths) {
    CAPTURE(path);
    const RepairCase given = read_repair_case(path);
    const std::string before = joined(golden::run_case(given.broken, given.broken_files));
    const std::string after = joined(golden::run_case(given.repaired, given.repaired_files));
    CAPTURE(before);
    CAPTURE(after);
    CHECK(is_accepted(after));
    for (const std::string& line : given.told) {
      CAPTURE(line);
      CHECK(holds(before, line));
      CHECK_FALSE(holds(after, line));
    }
  }
}

}  // namespace

TEST_CASE("a broken request is accepted after the change that its refusal asks for") {
  check_cases("requests", 20);
}

TEST_CASE("broken fixtures load and answer after the change that the findings ask for") {
  check_cases("fixtures", 20);
}

TEST_CASE("a broken document loads and answers after the change that the findings ask for") {
  check_cases("documents", 9);
}
