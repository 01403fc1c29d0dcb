#include <doctest/doctest.h>

#include <string>

#include "tests/text/reading.h"

using emulator::DocumentPtr;
using emulator::to_string;
using emulator::tests::as_json;
using emulator::tests::read_one;
using emulator::tests::repeated;
using emulator::tests::said_about;

namespace {

std::string said_of_json(const std::string& text) { return said_about("a.json", text); }

}  // namespace

TEST_CASE("a JSON text is read as it is, with its members in their order") {
  const std::string text =
      R"({"b":[1,-2,1.5,true,false,null],"a":{"":"\ud83d\ude00 é\n"},"c":{},"d":[]})";
  CHECK(read_one("a.JSON", text)->root() == nlohmann::ordered_json::parse(text));
  CHECK(as_json("a.json", " \r\n {\"z\" : 1 , \"a\" : 2} \n") == R"({"z":1,"a":2})");
  CHECK(as_json("a.json", "\xEF\xBB\xBF[1]") == "[1]");
  CHECK(as_json("a.json", "18446744073709551615") == "18446744073709551615");
}

TEST_CASE("every value and key of a JSON text has its place") {
  const DocumentPtr document = read_one("a.json",
                                        "{\n"
                                        "  \"a\": [1, {\"q\\\"}\": \"x]\", \"z\": null}, []],\n"
                                        "  \"b\" :\n"
                                        "    true\n"
                                        "}\n");
  const auto value = [&](const char* pointer) { return to_string(document->place(pointer)); };
  const auto key = [&](const char* pointer) { return to_string(document->key_place(pointer)); };
  CHECK(value("") == "a.json:1:1");
  CHECK(value("/a") == "a.json:2:8");
  CHECK(key("/a") == "a.json:2:3");
  CHECK(value("/a/0") == "a.json:2:9");
  CHECK(key("/a/0") == "a.json:2:9");
  CHECK(value("/a/1") == "a.json:2:12");
  CHECK(key("/a/1/q\"}") == "a.json:2:13");
  CHECK(value("/a/1/q\"}") == "a.json:2:21");
  CHECK(value("/a/1/z") == "a.json:2:32");
  CHECK(value("/a/2") == "a.json:2:39");
  CHECK(value("/b") == "a.json:4:5");
  CHECK(key("/b") == "a.json:3:3");
}

TEST_CASE("a JSON key used twice is refused") {
  CHECK(said_of_json("{\"a\": {\"b\": 1,\n \"b\": 2},\n \"a\": 3}") ==
        "a.json:2:2: error: key 'b' is already used on line 1   [json.duplicate-key]\n"
        "  2 |  \"b\": 2},\n"
        "    |  ^\n"
        "  hint: remove one of the two\n"
        "a.json:3:2: error: key 'a' is already used on line 1   [json.duplicate-key]\n"
        "  3 |  \"a\": 3}\n"
        "    |  ^\n"
        "  hint: remove one of the two");
}

TEST_CASE("among many JSON keys each one that is used twice is refused") {
  std::string text = "{\"first\": {\"in\": 0},";
  for (int i = 1; i <= 100; ++i)
    text += "\n\"key " + std::to_string(i) + "\": [" + repeated("1,", i) + "1],";
  text += "\n\"key 70\": 1, \"first\": 2}";
  CHECK(said_of_json(text) ==
        "a.json:102:1: error: key 'key 70' is already used on line 71   [json.duplicate-key]\n"
        "  102 | \"key 70\": 1, \"first\": 2}\n"
        "      | ^\n"
        "  hint: remove one of the two\n"
        "a.json:102:14: error: key 'first' is already used on line 1   [json.duplicate-key]\n"
        "  102 | \"key 70\": 1, \"first\": 2}\n"
        "      |              ^\n"
        "  hint: remove one of the two");
}

TEST_CASE("a mistake in the notation of JSON has its place and its reason") {
  const auto told = [](const std::string& place, const std::string& reason, const std::string& line,
                       std::size_t column, const std::string& hint) {
    return "a.json:" + place + ": error: this is not JSON: " + reason + "   [json.syntax]\n  1 | " +
           line + "\n    | " + std::string(column - 1, ' ') + "^\n  hint: " + hint;
  };
  const auto check = [&](const std::string& line, std::size_t column, const std::string& reason,
                         const std::string& hint = "correct the text here or just before") {
    CHECK(said_of_json(line) == told("1:" + std::to_string(column), reason, line, column, hint));
  };
  check(R"({"a":1,})", 8, "unexpected '}'; expected string literal", "remove the comma before it");
  check(R"({"a":1 "b":2})", 8, "unexpected string literal; expected '}'");
  check(R"({"a" 1})", 6, "unexpected number literal; expected ':'");
  check(R"({"a":tru})", 6, "invalid literal",
        "put names and texts in double quotes; only true, false and null go without");
  check(R"({"a":1}x)", 8, "invalid literal; expected end of input",
        "remove what stands behind the value");
  check(R"({"a":1} {})", 9, "unexpected '{'; expected end of input",
        "remove what stands behind the value");
  check(R"({"a":[1,2})", 10, "unexpected '}'; expected ']'");
  check(R"({a:1})", 2, "invalid literal; expected string literal",
        "put names and texts in double quotes; only true, false and null go without");
  check(R"({'a':1})", 2, "invalid literal; expected string literal",
        "JSON's quotes are double: write \"");
  check(R"([1)", 3, "unexpected end of input; expected ']'");
  check(R"([1,)", 4, "unexpected end of input; expected '[', '{', or a literal");
  check(R"(["a)", 2, "invalid string: missing closing quote");
  check(R"([1e999])", 2, "number overflow parsing '1e999'");
  check(R"(["\q"])", 2, "invalid string: forbidden character after backslash");
  check(R"(["\ud800"])", 2,
        "invalid string: surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF");
  check(R"({/*x*/"a":1})", 2, "invalid literal; expected string literal",
        "remove the comment: JSON has none, YAML has '#'");
  check(R"([NaN])", 2, "invalid literal",
        "put names and texts in double quotes; only true, false and null go without");
}

TEST_CASE("a raw control character in a JSON string is refused") {
  CHECK(
      said_of_json("[\"a\x1B\"]") ==
      "a.json:1:2: error: this is not JSON: invalid string: control character U+001B (ESC) must be "
      "escaped to \\u001B   [json.syntax]\n"
      "  1 | [\"a?\"]\n"
      "    |  ^\n"
      "  hint: correct the text here or just before");
}

TEST_CASE("a JSON text without a value is refused") {
  CHECK(said_of_json(" \n") ==
        "a.json:1:1: error: the text holds no value   [json.empty]\n"
        "  1 |  \n"
        "    | ^\n"
        "  hint: write a JSON value, such as {}");
}

TEST_CASE("JSON may be nested 100 levels deep and no deeper") {
  CHECK(as_json("a.json", repeated("[", 100) + repeated("]", 100)) ==
        repeated("[", 100) + repeated("]", 100));
  CHECK(said_of_json(repeated("[", 101) + repeated("]", 101)) ==
        "a.json:1:101: error: this is nested deeper than 100 levels   [json.too-deep]\n"
        "  1 | …" +
            repeated("[", 61) + repeated("]", 59) +
            "…\n"
            "    | " +
            repeated(" ", 61) +
            "^\n"
            "  hint: make the text flatter");
  const std::string deep = said_of_json(repeated("{\"a\":", 1'000'000));
  CHECK(deep.substr(0, deep.find('\n')) ==
        "a.json:1:501: error: this is nested deeper than 100 levels   [json.too-deep]");
}

TEST_CASE("an object of very many members is read in a time that grows with their number") {
  std::string text = "{\"first\": 0";
  for (int i = 0; i < 100'000; ++i) text += ",\"k" + std::to_string(i) + "\":" + std::to_string(i);
  const DocumentPtr document = read_one("a.json", text + "}");
  CHECK(document->root().size() == 100'001);
  CHECK(document->place("/k99999").column == text.size() - 4);
}
