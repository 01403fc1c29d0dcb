#include "emulator/text/finding.h"

#include <doctest/doctest.h>

#include "tests/text/reading.h"

using namespace emulator;

namespace {

Finding finding_at(Place place, std::string message) {
  Finding finding;
  finding.place = std::move(place);
  finding.message = std::move(message);
  return finding;
}

Finding with_excerpt(std::uint32_t line, std::uint32_t column, std::string excerpt) {
  Finding finding = finding_at({"a.yaml", line, column}, "wrong");
  finding.excerpt = std::move(excerpt);
  return finding;
}

}  // namespace

TEST_CASE("a finding says where, what and what to do, and shows the line") {
  Finding finding = with_excerpt(7, 17, "- {userId: u_2, username: jane}");
  finding.place.file = "users.yaml";
  finding.code = "fixture.duplicate-key";
  finding.message = "username 'jane' is already taken by line 3";
  finding.hint = "give each user a username of its own";
  CHECK(to_text(finding) ==
        "users.yaml:7:17: error: username 'jane' is already taken by line 3   "
        "[fixture.duplicate-key]\n"
        "  7 | - {userId: u_2, username: jane}\n"
        "    |                 ^\n"
        "  hint: give each user a username of its own");
}

TEST_CASE("what a finding does not have is left out") {
  Finding finding = finding_at({}, "no documents");
  finding.severity = Severity::kWarning;
  CHECK(to_text(finding) == "warning: no documents");
  finding.severity = Severity::kNote;
  finding.place.file = "api";
  CHECK(to_text(finding) == "api: note: no documents");
  CHECK(to_text(with_excerpt(3, 0, "- x")) == "a.yaml:3: error: wrong\n  3 | - x");
}

TEST_CASE("the caret stands under its character") {
  SUBCASE("beside line numbers of any width") {
    CHECK(to_text(with_excerpt(12345, 3, "- x")) ==
          "a.yaml:12345:3: error: wrong\n"
          "  12345 | - x\n"
          "        |   ^");
  }
  SUBCASE("after a tab, which stays a tab") {
    CHECK(to_text(with_excerpt(1, 4, "a:\tx")) ==
          "a.yaml:1:4: error: wrong\n"
          "  1 | a:\tx\n"
          "    |   \t^");
  }
  SUBCASE("after characters of several bytes") {
    CHECK(to_text(with_excerpt(1, 9, "üß→ x")) ==
          "a.yaml:1:9: error: wrong\n"
          "  1 | üß→ x\n"
          "    |     ^");
  }
  SUBCASE("behind the end of the line, where something is missing") {
    CHECK(to_text(with_excerpt(1, 3, "[1")) ==
          "a.yaml:1:3: error: wrong\n"
          "  1 | [1\n"
          "    |   ^");
  }
}

TEST_CASE("control characters of a document do not reach the terminal") {
  CHECK(to_text(with_excerpt(1, 2, "a\x1B[2Jb\x7F")) ==
        "a.yaml:1:2: error: wrong\n"
        "  1 | a?[2Jb?\n"
        "    |  ^");
}

TEST_CASE("a very long line is cut around the column") {
  const std::string line =
      "{\"" + std::string(300, 'a') + "\":tru,\"" + std::string(300, 'b') + "\"";
  CHECK(tests::said_about("a.json", line) ==
        "a.json:1:305: error: this is not JSON: invalid literal   [json.syntax]\n"
        "  1 | …" +
            std::string(58, 'a') + "\":tru,\"" + std::string(55, 'b') + "…\n" + "    | " +
            std::string(61, ' ') + "^\n" +
            "  hint: put names and texts in double quotes; only true, false and null go without");
}

TEST_CASE("a cut never divides a character") {
  std::string arrows;
  for (int i = 0; i < 100; ++i) arrows += "→";
  CHECK(tests::said_about("a.json", "[\"" + arrows + "\" x") ==
        "a.json:1:305: error: this is not JSON: invalid literal; expected ']'   [json.syntax]\n"
        "  1 | …→→→→→→→→→→→→→→→→→→→→\" x\n"
        "    |                        ^\n"
        "  hint: put names and texts in double quotes; only true, false and null go without");
}

TEST_CASE("findings come sorted by place, and each once") {
  Findings findings;
  CHECK(findings.empty());
  findings.add(finding_at({"b.yaml", 1, 1}, "first"));
  findings.add(finding_at({"a.yaml", 10, 1}, "second"));
  findings.add(finding_at({"a.yaml", 9, 1}, "third"));
  findings.add(finding_at({"a.yaml", 9, 1}, "about the same place"));
  findings.add(finding_at({"a.yaml", 9, 1}, "third"));
  std::string messages;
  for (const Finding& finding : findings.sorted()) messages += finding.message + "; ";
  CHECK(messages == "third; about the same place; second; first; ");
}

TEST_CASE("warnings and notes are no errors") {
  Findings findings;
  Finding finding = finding_at({"a.yaml", 1, 1}, "odd");
  finding.severity = Severity::kWarning;
  findings.add(finding);
  finding.severity = Severity::kNote;
  findings.add(finding);
  CHECK_FALSE(findings.has_errors());
  CHECK_FALSE(findings.empty());
  finding.severity = Severity::kError;
  findings.add(finding);
  CHECK(findings.has_errors());
}

TEST_CASE("a failed loading tells everything at once") {
  Findings findings;
  findings.add(finding_at({"b.yaml", 2, 1}, "worse"));
  findings.add(finding_at({"a.yaml", 1, 1}, "bad"));
  const LoadError error(findings);
  CHECK(std::string(error.what()) == "a.yaml:1:1: error: bad\nb.yaml:2:1: error: worse");
  REQUIRE(error.findings().size() == 2);
  CHECK(error.findings()[0].message == "bad");
}
