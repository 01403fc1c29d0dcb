#include "emulator/text/yaml_syntax.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/text/reading.h"

using emulator::tests::said_about;

namespace {

/// What is said about a text, without the name of the file and the code.
std::string said_of_yaml(const std::string& text) {
  std::string said = said_about("a.yaml", text);
  const std::string code = "   [yaml.syntax]";
  REQUIRE(said.starts_with("a.yaml:"));
  REQUIRE(said.find(code) != std::string::npos);
  said.erase(said.find(code), code.size());
  return said.substr(7);
}

}  // namespace

TEST_CASE("a mistake in the notation of YAML is told in plain words") {
  SUBCASE("a colon inside a text") {
    CHECK(
        said_of_yaml("a: b: c\n") ==
        "1:5: error: a ':' stands where no value can begin\n"
        "  1 | a: b: c\n"
        "    |     ^\n"
        "  hint: put the text in quotes if the ':' belongs to it, else check the indentation, and "
        "that each ':' on the line above has a space behind it");
  }
  SUBCASE("a line between two indentations") {
    CHECK(said_of_yaml("a:\n  b: 1\n c: 2\n") ==
          "3:2: error: this does not continue the mapping above it\n"
          "  3 |  c: 2\n"
          "    |  ^\n"
          "  hint: check the indentation, and for quotes that end too early");
    CHECK(said_of_yaml("- - a\n - b\n") ==
          "2:2: error: this does not continue the list above it\n"
          "  2 |  - b\n"
          "    |  ^\n"
          "  hint: check the indentation, and for quotes that end too early");
  }
  SUBCASE("a text behind the end of another") {
    CHECK(said_of_yaml("- a\nb: c\n") ==
          "2:1: error: this does not belong to the value above it\n"
          "  2 | b: c\n"
          "    | ^\n"
          "  hint: check the indentation");
  }
  SUBCASE("brackets") {
    CHECK(said_of_yaml("a: [1, 2\nb: 3\n") ==
          "1:4: error: this list in brackets has no end\n"
          "  1 | a: [1, 2\n"
          "    |    ^\n"
          "  hint: close it with ']', or look for a missing comma");
    CHECK(said_of_yaml("a: {x: 1\nb: 3\n") ==
          "1:4: error: this mapping in braces has no end\n"
          "  1 | a: {x: 1\n"
          "    |    ^\n"
          "  hint: close it with '}', or look for a missing comma; a text with '[' or ',' needs "
          "quotes, and a quote inside quotes is written twice");
    CHECK(said_of_yaml("a: [[[") ==
          "1:5: error: this bracket is never closed\n"
          "  1 | a: [[[\n"
          "    |     ^\n"
          "  hint: close it, or put the text in quotes if it belongs to it");
    CHECK(said_of_yaml("a: {x: [1}\n") ==
          "1:10: error: this does not close the '[' before it\n"
          "  1 | a: {x: [1}\n"
          "    |          ^\n"
          "  hint: close that first, with ']'");
    CHECK(said_of_yaml("a: {x: 'no end}\n") ==
          "1:8: error: this quote is never closed\n"
          "  1 | a: {x: 'no end}\n"
          "    |        ^\n"
          "  hint: close it with the same quote");
    CHECK(said_of_yaml("a: }\n") ==
          "1:4: error: this closing bracket was never opened\n"
          "  1 | a: }\n"
          "    |    ^\n"
          "  hint: remove it, or put the text in quotes if it belongs to it");
  }
  SUBCASE("a list where none can begin") {
    CHECK(said_of_yaml("a: - b\n") ==
          "1:4: error: a list cannot begin here\n"
          "  1 | a: - b\n"
          "    |    ^\n"
          "  hint: begin it on the next line, or put the text in quotes if the '-' belongs to it; "
          "look above for a bracket that is still open: ' #' makes a comment of the rest of its "
          "line");
  }
  SUBCASE("a tab in the indentation") {
    const std::string told =
        "2:1: error: a tab in the indentation\n"
        "  2 | \tb: 1\n"
        "    | ^\n"
        "  hint: indent with spaces";
    CHECK(said_of_yaml("a:\n\tb: 1\n") == told);
    CHECK(said_of_yaml("a: 1\n\tb: 1\n") == told);
  }
  SUBCASE("a character that begins no text") {
    for (const char character : {'@', '`', '%'}) {
      CHECK(said_of_yaml(std::string("a: ") + character + "x\n") ==
            std::string("1:4: error: a text without quotes cannot begin with this character\n"
                        "  1 | a: ") +
                character +
                "x\n"
                "    |    ^\n"
                "  hint: put the text in quotes");
    }
  }
  SUBCASE("an alias without an anchor") {
    CHECK(said_of_yaml("a: *.json\n") ==
          "1:4: error: no anchor of this name stands above\n"
          "  1 | a: *.json\n"
          "    |    ^\n"
          "  hint: define it with & and the name, or put the text in quotes if the '*' belongs to "
          "it");
  }
  SUBCASE("an asterisk that begins no alias") {
    CHECK(said_of_yaml("a: **bold**\n") ==
          "1:4: error: no anchor of this name stands above\n"
          "  1 | a: **bold**\n"
          "    |    ^\n"
          "  hint: define it with & and the name, or put the text in quotes if the '*' belongs to "
          "it");
    CHECK(said_of_yaml("a: * b\n") ==
          "1:5: error: a '*' without the name of an anchor\n"
          "  1 | a: * b\n"
          "    |     ^\n"
          "  hint: put the text in quotes if the '*' belongs to it");
    CHECK(said_of_yaml("a: *b[\n") ==
          "1:6: error: the name of an anchor ends before this\n"
          "  1 | a: *b[\n"
          "    |      ^\n"
          "  hint: put the text in quotes if the '*' belongs to it");
  }
  SUBCASE("a key where none can begin") {
    CHECK(said_of_yaml("a: ? b\n") ==
          "1:4: error: a key stands where none can begin\n"
          "  1 | a: ? b\n"
          "    |    ^\n"
          "  hint: check the indentation");
  }
  SUBCASE("a document mark in quotes") {
    CHECK(said_of_yaml("a: 'b\n--- c'\n") ==
          "2:1: error: a line in quotes begins with '---' or '...'\n"
          "  2 | --- c'\n"
          "    | ^\n"
          "  hint: indent the line");
  }
  SUBCASE("escapes") {
    CHECK(said_of_yaml("a: \"\\d\"\n") ==
          "1:7: error: double quotes do not know this escape\n"
          "  1 | a: \"\\d\"\n"
          "    |       ^\n"
          "  hint: write \\\\ for a backslash, or use single quotes");
    CHECK(
        said_of_yaml("a: \"\\ud83d\\ude00\"\n") ==
        "1:11: error: this escape is not a character\n"
        "  1 | a: \"\\ud83d\\ude00\"\n"
        "    |           ^\n"
        "  hint: YAML has no surrogate pairs: write the character itself, or \\U and eight digits");
    CHECK(said_of_yaml("a: \"\\xZZ\"\n") ==
          "1:9: error: this escape needs hexadecimal digits\n"
          "  1 | a: \"\\xZZ\"\n"
          "    |         ^\n"
          "  hint: write \\x and two digits, \\u and four, or \\U and eight");
  }
  SUBCASE("what is rare keeps the parser's words") {
    CHECK(said_of_yaml("%YAML 3.0\n---\na: 1\n") ==
          "1:1: error: this is not YAML: YAML major version too large\n"
          "  1 | %YAML 3.0\n"
          "    | ^\n"
          "  hint: correct the text here or just before");
  }
}

TEST_CASE("a quote that is never closed is found where it begins") {
  const auto told = [](int column, const std::string& line) {
    return "1:" + std::to_string(column) + ": error: this quote is never closed\n  1 | " + line +
           "\n    | " + std::string(static_cast<std::size_t>(column - 1), ' ') +
           "^\n  hint: close it with the same quote";
  };
  SUBCASE("at the end of the text") {
    CHECK(said_of_yaml("a: 'x") == told(4, "a: 'x"));
    CHECK(said_of_yaml("a: \"x") == told(4, "a: \"x"));
    CHECK(said_of_yaml("'a': \"it's") == told(6, "'a': \"it's"));
  }
  SUBCASE("with lines after it, which the parser would take for text") {
    CHECK(said_of_yaml("a: 'x\nb: 2\n") == told(4, "a: 'x"));
    CHECK(said_of_yaml("a: \"x\nb: 2\n") == told(4, "a: \"x"));
    CHECK(said_of_yaml("a: &b !!str 'it''s\nb: 2\n") == told(13, "a: &b !!str 'it''s"));
  }
  SUBCASE("in brackets") { CHECK(said_of_yaml("a: ['b', \"c]") == told(10, "a: ['b', \"c]")); }
}
