#include <doctest/doctest.h>

#include <string>

#include "tests/text/reading.h"

using emulator::tests::as_json;
using emulator::tests::repeated;
using emulator::tests::said_about;

namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

TEST_CASE("aliases that stand for gigabytes are refused") {
  SUBCASE("by aliases to aliases") {
    std::string bomb = "a0: &a0 [x]\n";
    for (int i = 1; i < 40; ++i) {
      const std::string below = "*a" + std::to_string(i - 1);
      bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below + ", " + below +
              "]\n";
    }
    CHECK(said_about("a.yaml", bomb) ==
          "a.yaml:19:18: error: the aliases up to here stand for more than 64 MiB of values   "
          "[yaml.too-many-copies]\n"
          "  19 | a18: &a18 [*a17, *a17]\n"
          "     |                  ^\n"
          "  hint: use fewer aliases");
  }
  SUBCASE("by one large text") {
    const std::string text =
        "a: &a " + std::string(100'000, 'x') + "\nb: [" + repeated("*a, ", 1000) + "]\n";
    CHECK(first_line(said_about("a.yaml", text)) ==
          "a.yaml:2:2681: error: the aliases up to here stand for more than 64 MiB of values   "
          "[yaml.too-many-copies]");
  }
}

TEST_CASE("an alias inside its own value is refused") {
  CHECK(said_about("a.yaml", "a: &a\n  b: [*a]\n") ==
        "a.yaml:2:7: error: this alias stands inside the value that it names   [yaml.alias-cycle]\n"
        "  2 |   b: [*a]\n"
        "    |       ^\n"
        "  hint: write the value out to the depth that is needed");
}

TEST_CASE("a hundred levels can be read, in any notation") {
  CHECK(as_json("a.yaml", repeated("[", 100) + repeated("]", 100)) ==
        repeated("[", 100) + repeated("]", 100));
  CHECK(as_json("a.yaml", repeated("- ", 100) + "x") ==
        repeated("[", 100) + "\"x\"" + repeated("]", 100));
}

TEST_CASE("deeper nesting is refused before anything recurses into it") {
  const std::string tail = " error: this is nested deeper than 100 levels   [yaml.too-deep]";
  const auto said = [](const std::string& text) { return first_line(said_about("a.yaml", text)); };
  CHECK(said(repeated("[", 101) + repeated("]", 101)) == "a.yaml:1:101:" + tail);
  CHECK(said(repeated("{a: ", 101) + repeated("}", 101)) == "a.yaml:1:401:" + tail);
  CHECK(said(repeated("- ", 100'000)) == "a.yaml:1:201:" + tail);
  std::string staircase;
  for (int i = 0; i < 2000; ++i)
    staircase += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  CHECK(said(staircase) == "a.yaml:101:101:" + tail);
  CHECK(said(repeated("[", 100'000)) ==
        "a.yaml:1:10001: error: 10,000 opening brackets before this one are never closed   "
        "[yaml.too-deep]");
  CHECK(said(repeated("? ", 100'000)) ==
        "a.yaml:1:3: error: a mapping or a list cannot be a key   [yaml.key]");
}

TEST_CASE("aliases cannot add levels beyond the limit") {
  // 60 levels inside 60 levels: each is fine, together they are not.
  const std::string text = "a: &a " + repeated("[", 60) + repeated("]", 60) +
                           "\nb: " + repeated("[", 60) + "*a" + repeated("]", 60) + "\n";
  CHECK(said_about("a.yaml", text) ==
        "a.yaml:2:64: error: this is nested deeper than 100 levels   [yaml.too-deep]\n"
        "  2 | …" +
            repeated("[", 60) + "*a" + repeated("]", 58) + "…" +
            "\n"
            "    | " +
            repeated(" ", 61) +
            "^\n"
            "  hint: make the text flatter");
}

TEST_CASE("a YAML text of more than 16 MiB is refused") {
  CHECK(said_about("a.yaml", repeated("# comment\n", 1'700'000)) ==
        "a.yaml:1:1: error: a YAML text may have 16 MiB at most   [yaml.too-large]\n"
        "  1 | # comment\n"
        "    | ^\n"
        "  hint: divide it, or write it as JSON");
}

TEST_CASE("characters that YAML does not have are refused") {
  CHECK(said_about("a.yaml",
                   "a: 1\nb: \x04"
                   "c\n") ==
        "a.yaml:2:4: error: YAML does not allow this control character   [yaml.control-character]\n"
        "  2 | b: ?c\n"
        "    |    ^\n"
        "  hint: remove it, or write it as an escape like \"\\x1B\" in double quotes");
  CHECK(said_about("a.yaml", "a: 1\rb: 2\r") ==
        "a.yaml:1:5: error: this carriage return is not followed by a line feed   [yaml.line-end]\n"
        "  1 | a: 1?b: 2\n"
        "    |     ^\n"
        "  hint: save the file with line ends LF or CR LF");
  CHECK(said_about("a.yaml", "a: caf\xE9\n") ==
        "a.yaml:1:7: error: this byte does not belong to well-formed UTF-8   [file.encoding]\n"
        "  1 | a: caf\xE9\n"
        "    |       ^\n"
        "  hint: save the file as UTF-8");
}
