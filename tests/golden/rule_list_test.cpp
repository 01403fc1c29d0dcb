#include "tests/golden/rule_list.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/project_dir.h"

using namespace emulator::golden;

namespace {

Case case_with(const std::string& path, std::vector<std::string> rules) {
  Case out;
  out.path = path;
  out.rules = std::move(rules);
  return out;
}

}  // namespace

TEST_CASE("every rule of rules.txt is shown by a golden case, and every golden case shows one") {
  const std::string folder = support::project_dir() + "/tests/golden/";
  std::stringstream text;
  text << std::ifstream(folder + "rules.txt").rdbuf();
  std::vector<Case> cases;
  for (const std::string& path : case_files(folder + "cases")) cases.push_back(read_case(path));
  const auto wrong = objections(read_rule_list(text.str()), cases);
  for (const std::string& objection : wrong) FAIL_CHECK(objection);
}

TEST_CASE("what does not fit between rules and cases is told one by one") {
  const RuleList list = read_rule_list(
      "# rules\n\n[a]\na.one  words\na.one  again\na.two  words\n? a.three  words\n");
  const auto wrong = objections(
      list, {case_with("x.txt", {"a.one", "a.four", "a.three"}), case_with("y.txt", {})});
  CHECK(wrong == std::vector<std::string>{
                     "a.one is in the list twice", "x.txt names an unknown rule, a.four",
                     "y.txt names no rule that it shows", "no case shows a.two",
                     "a.three is shown: take its '?' away"});
}

TEST_CASE("a rule without words is refused") {
  CHECK_THROWS_AS(read_rule_list("a.one\n"), std::invalid_argument);
}
