#include <doctest/doctest.h>

#include <string>

#include "tests/text/reading.h"

using emulator::DocumentPtr;
using emulator::to_string;
using emulator::tests::as_json;
using emulator::tests::read_one;
using emulator::tests::said_about;

TEST_CASE("a YAML text is plain JSON, with its members in their order") {
  CHECK(as_json("a.yaml", "b: 1\na:\n  - x\n  - {z: 1, y: [2]}\nc: {}\n") ==
        R"({"b":1,"a":["x",{"z":1,"y":[2]}],"c":{}})");
  CHECK(as_json("a.yml", "just text") == R"("just text")");
  CHECK(as_json("no-ending", "- [a: 1, b]") == R"([[{"a":1},"b"]])");
  SUBCASE("with a byte order mark, CR LF and a document start") {
    CHECK(as_json("a.yaml", "\xEF\xBB\xBF---\r\na: 1\r\nb: |\r\n  x\r\n...\r\n") ==
          R"({"a":1,"b":"x\n"})");
  }
}

TEST_CASE("keys are their text") {
  CHECK(as_json("a.yaml", "200: a\ntrue: b\n~: c\n0x10: d\n.inf: e\n'f': g\n\"\": h\n") ==
        R"({"200":"a","true":"b","~":"c","0x10":"d",".inf":"e","f":"g","":"h"})");
}

TEST_CASE("an alias stands for the value of its anchor") {
  CHECK(as_json("a.yaml", "a: &x {k: [1]}\nb: *x\nc: [*x, *x]\n") ==
        R"({"a":{"k":[1]},"b":{"k":[1]},"c":[{"k":[1]},{"k":[1]}]})");
  CHECK(as_json("a.yaml", "a: &x 1\nb: &x 2\nc: *x\nd: &n\ne: *n\n") ==
        R"({"a":1,"b":2,"c":2,"d":null,"e":null})");
  SUBCASE("also as a key, and of a key") {
    CHECK(as_json("a.yaml", "&k a: &one 1\n*one : *k\n") == R"({"a":1,"1":"a"})");
  }
}

TEST_CASE("every value and key of a YAML text has its place") {
  const DocumentPtr document = read_one("a.yaml",
                                        "# a comment\n"
                                        "é: &x\n"
                                        "  k:   [1, {deep: ü, z: 2}]\n"
                                        "list:\n"
                                        "-\n"
                                        "  - y\n"
                                        "  - a: 1\n"
                                        "again: *x\n"
                                        "empty:\n"
                                        "null: ~\n"
                                        "block: |\n"
                                        "  text\n");
  const auto value = [&](const char* pointer) { return to_string(document->place(pointer)); };
  const auto key = [&](const char* pointer) { return to_string(document->key_place(pointer)); };
  CHECK(value("") == "a.yaml:2:1");
  CHECK(value("/é/k") == "a.yaml:3:8");
  CHECK(key("/é/k") == "a.yaml:3:3");
  CHECK(value("/é/k/0") == "a.yaml:3:9");
  CHECK(value("/é/k/1/deep") == "a.yaml:3:19");
  CHECK(value("/é/k/1/z") == "a.yaml:3:26");
  CHECK(key("/é/k/1/z") == "a.yaml:3:23");
  CHECK(value("/list") == "a.yaml:5:1");
  CHECK(key("/list") == "a.yaml:4:1");
  CHECK(value("/list/0/1/a") == "a.yaml:7:8");
  CHECK(key("/list/0/1") == "a.yaml:7:5");
  SUBCASE("what an alias stands for is where it is written, its key where the alias is") {
    CHECK(value("/again") == "a.yaml:2:5");
    CHECK(key("/again") == "a.yaml:8:1");
    CHECK(value("/again/k/1/z") == "a.yaml:3:26");
    CHECK(key("/again/k") == "a.yaml:3:3");
  }
  SUBCASE("what comes after an alias") {
    CHECK(value("/null") == "a.yaml:10:7");
    CHECK(value("/block") == "a.yaml:11:8");
  }
  SUBCASE("a member without a value is where its key is") {
    CHECK(value("/empty") == "a.yaml:9:1");
    CHECK(to_string(read_one("a.yaml", "a: 1\nb:\nnullable: 2\n")->place("/b")) == "a.yaml:2:1");
    CHECK(to_string(read_one("a.yaml", "b:\n  null\nc: 2\n")->place("/b")) == "a.yaml:2:3");
  }
}

TEST_CASE("places behind a byte order mark count it") {
  CHECK(to_string(read_one("a.yaml",
                           "\xEF\xBB\xBF"
                           "a: 1")
                      ->place("/a")) == "a.yaml:1:7");
}

TEST_CASE("a key used twice is refused") {
  CHECK(said_about("a.yaml", "a: 1\nb:\n  c: 1\n  'c': 2\na: 3\n1: x\n'1': y\n") ==
        "a.yaml:4:3: error: key 'c' is already used on line 3   [yaml.duplicate-key]\n"
        "  4 |   'c': 2\n"
        "    |   ^\n"
        "  hint: remove one of the two\n"
        "a.yaml:5:1: error: key 'a' is already used on line 1   [yaml.duplicate-key]\n"
        "  5 | a: 3\n"
        "    | ^\n"
        "  hint: remove one of the two\n"
        "a.yaml:7:1: error: key '1' is already used on line 6   [yaml.duplicate-key]\n"
        "  7 | '1': y\n"
        "    | ^\n"
        "  hint: remove one of the two");
}

TEST_CASE("after 100 mistakes in one text no more are told") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "a: 1\n";
  emulator::Findings findings;
  emulator::read_documents("a.yaml", text, findings);
  CHECK(findings.sorted().size() == 100);
}

TEST_CASE("merge keys are refused") {
  CHECK(said_about("a.yaml", "a: &a {x: 1}\nb:\n  <<: *a\n") ==
        "a.yaml:3:3: error: merge keys are not part of YAML 1.2   [yaml.merge-key]\n"
        "  3 |   <<: *a\n"
        "    |   ^\n"
        "  hint: write the members out, or put the key in quotes if it is a name");
  CHECK(as_json("a.yaml", "'<<': 1") == R"({"<<":1})");
}

TEST_CASE("a key is a scalar with a name") {
  const std::string hint = "  hint: put the key in quotes if it is a text";
  CHECK(said_about("a.yaml", "[a]: 1\n") ==
        "a.yaml:1:1: error: a mapping or a list cannot be a key   [yaml.key]\n"
        "  1 | [a]: 1\n"
        "    | ^\n" +
            hint);
  CHECK(said_about("a.yaml", "? {a: 1}\n: 1\n") ==
        "a.yaml:1:3: error: a mapping or a list cannot be a key   [yaml.key]\n"
        "  1 | ? {a: 1}\n"
        "    |   ^\n" +
            hint);
  CHECK(said_about("a.yaml", "a: &x [1]\n*x : 1\n") ==
        "a.yaml:2:1: error: a mapping or a list cannot be a key   [yaml.key]\n"
        "  2 | *x : 1\n"
        "    | ^\n" +
            hint);
  CHECK(said_about("a.yaml", ": x\n") ==
        "a.yaml:1:1: error: a key without a name   [yaml.empty-key]\n"
        "  1 | : x\n"
        "    | ^\n"
        "  hint: write a name before the ':', or \"\" for the empty name");
}

TEST_CASE("a text holds one document") {
  CHECK(said_about("a.yaml", "a: 1\n---\nb: 2\n") ==
        "a.yaml:2:1: error: a second document begins here   [yaml.several-documents]\n"
        "  2 | ---\n"
        "    | ^\n"
        "  hint: put each document in a file of its own, or remove this line if they are one");
  CHECK(said_about("a.yaml", "a: 1\n...\nb: 2\n") ==
        "a.yaml:3:1: error: a second document begins here   [yaml.several-documents]\n"
        "  3 | b: 2\n"
        "    | ^\n"
        "  hint: put each document in a file of its own, or remove this line if they are one");
  for (const char* text : {"", "\n \n", "\n"}) {
    CHECK(said_about("a.yaml", text) ==
          "a.yaml:1:1: error: the text holds no value   [yaml.empty]\n"
          "  hint: write a YAML mapping");
  }
  CHECK(said_about("a.yaml", "# only a comment\n") ==
        "a.yaml:1:1: error: the text holds no value   [yaml.empty]\n"
        "  1 | # only a comment\n"
        "    | ^\n"
        "  hint: write a YAML mapping");
}
