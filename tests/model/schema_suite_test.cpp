#include "tests/model/schema_suite.h"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "tests/support/project_dir.h"

namespace emulator {
namespace {

std::set<std::string> skipped_cases() {
  std::ifstream stream(support::project_dir() + "/tests/model/schema_suite_skipped.json");
  std::set<std::string> names;
  for (const auto& row : Json::parse(stream)) names.insert(row.at("case").get<std::string>());
  return names;
}

/// Whether all verdicts are right. One that is wrong is told, unless it is expected.
bool verdicts_are_right(const schema_suite::Case& given, bool is_told) {
  bool all_right = true;
  for (const auto& test : given.tests) {
    const bool expected = test.at("valid").get<bool>();
    const bool is_right = given.schema.allows(test.at("data")) == expected &&
                          given.schema.validate(test.at("data")).empty() == expected;
    all_right = all_right && is_right;
    if (!is_right && is_told)
      FAIL_CHECK(given.name << ": " << test.at("description").get<std::string>());
  }
  return all_right;
}

}  // namespace

TEST_CASE("the official test suite passes but for the cases that are listed with a reason") {
  const auto skipped = skipped_cases();
  auto unseen = skipped;  // a name may stand for several cases
  std::size_t tests = 0;
  schema_suite::each_installed([&](const schema_suite::Case& given) {
    const bool is_skipped = skipped.count(given.name) > 0;
    // One that passes needs no excuse.
    CHECK_MESSAGE(verdicts_are_right(given, !is_skipped) != is_skipped, given.name);
    unseen.erase(given.name);
    tests += given.tests.size();
  });
  for (const auto& name : unseen) FAIL_CHECK("there is no such case: " << name);
  CHECK(tests > 1400);
}

TEST_CASE("every keyword of 2020-12 does what the specification says") {
  std::size_t tests = 0;
  schema_suite::each_of_ours([&](const schema_suite::Case& given) {
    verdicts_are_right(given, true);
    tests += given.tests.size();
  });
  CHECK(tests > 300);
}

}  // namespace emulator
