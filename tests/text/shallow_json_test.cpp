#include "emulator/text/shallow_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using emulator::Json;
using emulator::JsonProblem;
using emulator::object_of;
using emulator::read_json_text;
using emulator::Repeated;
using emulator::shallow_json;

namespace {

using Kind = JsonProblem::Kind;

JsonProblem problem_of(const std::string& text, std::size_t deepest = emulator::kDeepestJson) {
  JsonProblem problem;
  const Json value = read_json_text(text, deepest, problem);
  CHECK(value.is_discarded() == (problem.kind != Kind::kNone));
  return problem;
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

/// {"k0":0,"k1":1,…}
std::string wide_object(std::size_t members) {
  std::string text = "{";
  for (std::size_t i = 0; i < members; ++i)
    text += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":" + std::to_string(i);
  return text + "}";
}

}  // namespace

TEST_CASE("a stranger's JSON is read as Json's own parser reads it") {
  const char* const texts[] = {
      R"({"b":[1,-2,1.5,true,false,null],"a":{"":"\ud83d\ude00 é\n"},"c":{},"d":[]})",
      R"( [ {"x":{"x":{"x":[]}}}, "", 18446744073709551615, -0.0, 1e-400 ] )",
      "7",
      "\"text\"",
      R"({"a":1,"b":2,"a":{"c":3,"c":4}})",
      R"({"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"b":10,"j":11,"b":12})",
  };
  for (const char* const text : texts) {
    CHECK(problem_of(text).kind == Kind::kNone);
    CHECK(shallow_json(text).dump() == Json::parse(text).dump());
  }
}

TEST_CASE("what is no JSON is told with its place") {
  struct Row {
    const char* text;
    std::size_t offset;
  };
  const Row rows[] = {{"", 0},    {"[1,]", 3},  {"{\"a\":1", 6},
                      {"nul", 3}, {"[1] x", 4}, {"\"\xff\"", 1}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const JsonProblem problem = problem_of(row.text);
    CHECK(problem.kind == Kind::kSyntax);
    CHECK(problem.offset == row.offset);
  }
}

TEST_CASE("a number beyond all doubles is a problem of its own") {
  CHECK(problem_of("[1e999]").kind == Kind::kTooLarge);
  CHECK(problem_of("[-1e999]").kind == Kind::kTooLarge);
}

TEST_CASE("JSON of more levels than are allowed is not built") {
  CHECK(problem_of(nested(3), 3).kind == Kind::kNone);
  CHECK(problem_of(nested(4), 3).kind == Kind::kTooDeep);
  CHECK(problem_of("{\"a\":[{\"b\":[]}]}", 3).kind == Kind::kTooDeep);
  CHECK(problem_of("[[],[],[[]]]", 3).kind == Kind::kNone);
  CHECK(problem_of(R"(["[[[[", "{{{{"])", 1).kind == Kind::kNone);
  CHECK_FALSE(shallow_json(nested(emulator::kDeepestJson)).is_discarded());
  CHECK(shallow_json(nested(emulator::kDeepestJson + 1)).is_discarded());
}

// With a search for each key, ten times as many members take a hundred times as long: here half an hour.
TEST_CASE("an object of 300,000 members is read at once") {
  const Json object = shallow_json(wide_object(300'000));
  CHECK(object.size() == 300'000);
  CHECK(object.get_ref<const Json::object_t&>().back().first == "k299999");
}

TEST_CASE("members with one name become one in the first one's place") {
  CHECK(object_of({{"a", 1}, {"b", 2}, {"a", 3}}, Repeated::kLast).dump() == R"({"a":3,"b":2})");
  CHECK(object_of({{"a", 1}, {"b", 2}, {"a", 3}}, Repeated::kFirst).dump() == R"({"a":1,"b":2})");
}
