#include "emulator/text/document.h"

#include <doctest/doctest.h>

#include "tests/text/reading.h"

using namespace emulator;
using emulator::tests::read_one;
using emulator::tests::repeated;

TEST_CASE("a pointer that leads nowhere gets the place of the nearest value above it") {
  const DocumentPtr document = read_one("a.yaml", "a:\n  b: [1, 2]\n\"\": 3\n");
  const auto place = [&](const char* pointer) { return to_string(document->place(pointer)); };
  CHECK(place("/a/b/1") == "a.yaml:2:10");
  CHECK(place("/a/b/2") == "a.yaml:2:6");
  CHECK(place("/a/b/-") == "a.yaml:2:6");
  CHECK(place("/a/b/01") == "a.yaml:2:6");
  CHECK(place("/a/b/0/x") == "a.yaml:2:7");
  CHECK(place("/a/x/1") == "a.yaml:2:3");
  CHECK(place("/x") == "a.yaml:1:1");
  CHECK(place("no pointer") == "a.yaml:1:1");
  CHECK(place("/") == "a.yaml:3:5");
}

TEST_CASE("each of many neighbours has its place, and what is below them") {
  std::string text = "many:\n";
  for (int i = 0; i < 200; ++i) text += "  k~" + std::to_string(i) + ": {a: [1, {b: 2}]}\n";
  text += "list:\n" + repeated("- {c: 3}\n", 200);
  const auto document = read_one("a.yaml", text);
  const auto place = [&](const std::string& pointer) {
    return to_string(document->place(pointer));
  };
  for (const int i : {0, 1, 64, 199}) {
    const std::string member = "/many/k~0" + std::to_string(i);
    const std::size_t shift = std::to_string(i).size();
    CHECK(place(member + "/a/1/b") ==
          "a.yaml:" + std::to_string(i + 2) + ":" + std::to_string(19 + shift));
    CHECK(to_string(document->key_place(member)) == "a.yaml:" + std::to_string(i + 2) + ":3");
    CHECK(place("/list/" + std::to_string(i) + "/c") == "a.yaml:" + std::to_string(i + 203) + ":7");
  }
  CHECK(place("/many/k~0200/a") == "a.yaml:2:3");
  CHECK(place("/list/200") == "a.yaml:203:1");
}

TEST_CASE("pointers are escaped and read back") {
  CHECK(pointer_append("", "a") == "/a");
  CHECK(pointer_append("/paths", "/a~b") == "/paths/~1a~0b");
  CHECK(pointer_append("/list", 12) == "/list/12");
  CHECK(pointer_append("", "") == "/");
  const DocumentPtr document = read_one("a.yaml", "x: 1\n/a~1b: 2\n");
  CHECK(to_string(document->place(pointer_append("", "/a~1b"))) == "a.yaml:2:8");
}

TEST_CASE("a finding about a value shows its line") {
  const DocumentPtr document = read_one("api.yaml", "a: 1\nusers:\n  - name: jane\n");
  CHECK(to_text(document->finding(Severity::kError, "fixture.name", "this name is taken",
                                  "/users/0/name", "take another")) ==
        "api.yaml:3:11: error: this name is taken   [fixture.name]\n"
        "  3 |   - name: jane\n"
        "    |           ^\n"
        "  hint: take another");
  CHECK(to_text(document->finding_at_key(Severity::kWarning, "fixture.member", "not a member",
                                         "/users/0/name")) ==
        "api.yaml:3:5: warning: not a member   [fixture.member]\n"
        "  3 |   - name: jane\n"
        "    |     ^");
}

TEST_CASE("a text with an error yields no document") {
  Findings findings;
  CHECK(read_documents("a.yaml", "a: 1\na: 2\n", findings).empty());
  CHECK(read_documents("a.json", "{", findings).empty());
  CHECK(read_documents("a.md", "", findings).empty());
  CHECK(read_documents("a.yaml", "a: \xFF", findings).empty());
  CHECK(findings.sorted().size() == 4);
}
