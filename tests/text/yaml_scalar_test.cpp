#include <doctest/doctest.h>

#include <string>

#include "tests/text/reading.h"

using emulator::tests::as_json;
using emulator::tests::said_about;

namespace {

/// The value as JSON, read as the only member of a mapping.
std::string value_of(const std::string& scalar) {
  const std::string json = as_json("a.yaml", "k: " + scalar + "\n");
  return json.substr(5, json.size() - 6);
}

}  // namespace

TEST_CASE("scalars without quotes have the types of YAML 1.2") {
  SUBCASE("null") {
    for (const char* text : {"", "~", "null", "Null", "NULL"}) CHECK(value_of(text) == "null");
  }
  SUBCASE("booleans") {
    for (const char* text : {"true", "True", "TRUE"}) CHECK(value_of(text) == "true");
    for (const char* text : {"false", "False", "FALSE"}) CHECK(value_of(text) == "false");
  }
  SUBCASE("whole numbers") {
    CHECK(value_of("12") == "12");
    CHECK(value_of("-12") == "-12");
    CHECK(value_of("+12") == "12");
    CHECK(value_of("007") == "7");
    CHECK(value_of("0o17") == "15");
    CHECK(value_of("0x1F") == "31");
  }
  SUBCASE("whole numbers up to 64 bits, above that the nearest double") {
    CHECK(value_of("18446744073709551615") == "18446744073709551615");
    CHECK(value_of("18446744073709551616") == "1.8446744073709552e+19");
    CHECK(value_of("-9223372036854775808") == "-9223372036854775808");
    CHECK(value_of("-9223372036854775809") == "-9.223372036854776e+18");
    CHECK(value_of("0x10000000000000000") == "1.8446744073709552e+19");
  }
  SUBCASE("fractions") {
    CHECK(value_of("1.0") == "1.0");
    CHECK(value_of("-1.5e3") == "-1500.0");
    CHECK(value_of("1e3") == "1000.0");
    CHECK(value_of(".5") == "0.5");
    CHECK(value_of("5.") == "5.0");
    CHECK(value_of("+.5e-2") == "0.005");
    CHECK(value_of("1e-999") == "0.0");
  }
}

TEST_CASE("what has no type in YAML 1.2 is a string") {
  for (const std::string text : {"2025-09", "2025-09-01",
                                 "no",      "yes",
                                 "on",      "off",
                                 "y",       "1_000",
                                 "1.2.3",   "0b1",
                                 "0o18",    "0x",
                                 "1:30",    "12e",
                                 "e5",      ".",
                                 "-.",      "+",
                                 "nULL",    "tRUE",
                                 "5.0-rc",  "66326843cc9cdb10"}) {
    CHECK(value_of(text) == "\"" + text + "\"");
  }
}

TEST_CASE("scalars in quotes and blocks are strings") {
  CHECK(value_of("'5.0'") == "\"5.0\"");
  CHECK(value_of("\"200\"") == "\"200\"");
  CHECK(value_of("''") == "\"\"");
  CHECK(value_of("'it''s'") == "\"it's\"");
  CHECK(value_of("\"\\x41\\u00e9\\U0001F600\\n\"") == "\"Aé😀\\n\"");
  CHECK(value_of("|\n  12\n") == "\"12\\n\"");
  CHECK(value_of(">-\n  true\n  false\n") == "\"true false\"");
  CHECK(value_of("! 12") == "\"12\"");
}

TEST_CASE("a tag says what a scalar is") {
  CHECK(value_of("!!str 12") == "\"12\"");
  CHECK(value_of("!!str") == "\"\"");
  CHECK(value_of("!!str null") == "\"null\"");
  CHECK(value_of("!!str ~") == "\"~\"");
  CHECK(value_of("!<tag:yaml.org,2002:str> 12") == "\"12\"");
  CHECK(value_of("!!int '3'") == "3");
  CHECK(value_of("!!int 18446744073709551616") == "1.8446744073709552e+19");
  CHECK(value_of("!!float 3") == "3.0");
  CHECK(value_of("!!bool 'true'") == "true");
  CHECK(value_of("!!null ''") == "null");
  CHECK(value_of("!!map {a: 1}") == "{\"a\":1}");
  CHECK(value_of("!!seq [1]") == "[1]");
}

TEST_CASE("tags that do not hold or are not known are refused, all of them at once") {
  CHECK(said_about("a.yaml", "a: !!int x\nb: !date 2025\n? !date c\n: !!set {}\nd: !!bool yes\n") ==
        "a.yaml:1:4: error: 'x' is not what its tag !!int says   [yaml.scalar]\n"
        "  1 | a: !!int x\n"
        "    |    ^\n"
        "  hint: remove the tag, or correct the value\n"
        "a.yaml:2:4: error: the tag '!date' is not known   [yaml.scalar]\n"
        "  2 | b: !date 2025\n"
        "    |    ^\n"
        "  hint: remove it; known are !!str, !!int, !!float, !!bool, !!null, !!seq and !!map\n"
        "a.yaml:3:3: error: the tag '!date' is not known   [yaml.scalar]\n"
        "  3 | ? !date c\n"
        "    |   ^\n"
        "  hint: remove it; known are !!str, !!int, !!float, !!bool, !!null, !!seq and !!map\n"
        "a.yaml:4:3: error: the tag 'tag:yaml.org,2002:set' does not fit here   [yaml.tag]\n"
        "  4 | : !!set {}\n"
        "    |   ^\n"
        "  hint: remove it\n"
        "a.yaml:5:4: error: 'yes' is not what its tag !!bool says   [yaml.scalar]\n"
        "  5 | d: !!bool yes\n"
        "    |    ^\n"
        "  hint: remove the tag, or correct the value");
}

TEST_CASE("numbers that JSON does not have are refused") {
  CHECK(said_about("a.yaml", "a: -.inf\n") ==
        "a.yaml:1:4: error: '-.inf' is a number that JSON does not have   [yaml.scalar]\n"
        "  1 | a: -.inf\n"
        "    |    ^\n"
        "  hint: put it in quotes if it is a text");
  CHECK(said_about("a.yaml", "- .NaN\n- 123e4567\n") ==
        "a.yaml:1:3: error: '.NaN' is a number that JSON does not have   [yaml.scalar]\n"
        "  1 | - .NaN\n"
        "    |   ^\n"
        "  hint: put it in quotes if it is a text\n"
        "a.yaml:2:3: error: '123e4567' is a number that JSON does not have   [yaml.scalar]\n"
        "  2 | - 123e4567\n"
        "    |   ^\n"
        "  hint: put it in quotes if it is a text");
  CHECK(said_about("a.yaml", "a: 0x" + std::string(300, 'f')).find("JSON does not have") !=
        std::string::npos);
}
