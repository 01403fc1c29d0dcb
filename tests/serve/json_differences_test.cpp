#include "emulator/serve/json_differences.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

using Lines = std::vector<std::string>;

Lines differences(const char* matcher, const char* body) {
  return json_body_differences(Json::parse(matcher), body);
}

TEST_CASE("of a body that is not the expected one, the places that differ are told") {
  CHECK(differences(R"({"equalToJson": {"a": 1, "b": {"c": [1, "x"]}}})",
                    R"({"a": 2, "b": {"c": [1, "y"]}})") ==
        Lines{"body /a: expected 1, found 2", R"(body /b/c/1: expected "x", found "y")"});
  CHECK(differences(R"({"equalToJson": "{\"a\": 1}"})", R"({"a": "1"})") ==
        Lines{R"(body /a: expected 1, found "1")"});
  CHECK(differences(R"({"equalToJson": [1]})", "{}") == Lines{"body: expected [1], found {}"});
}

TEST_CASE("what is missing and what nobody asked for are told") {
  CHECK(differences(R"({"equalToJson": {"a": 1, "b": null}})", R"({"b": null, "c~/": true})") ==
        Lines{"body /a: expected 1, found none", "body /c~0~1: expected none, found true"});
  CHECK(differences(R"({"equalToJson": [1]})", "[1, 2]") ==
        Lines{"body /1: expected none, found 2"});
  CHECK(differences(R"({"equalToJson": [1, 2]})", "[1]") ==
        Lines{"body: expected [1,2], found [1]"});
}

TEST_CASE("what the matcher lets pass is no difference") {
  CHECK(differences(R"({"equalToJson": {"a": 1}, "ignoreExtraElements": true})",
                    R"({"a": 2, "b": 1})") == Lines{"body /a: expected 1, found 2"});
  CHECK(differences(R"({"equalToJson": {"a": [1, 2], "b": 1}, "ignoreArrayOrder": true})",
                    R"({"a": [2, 1], "b": 2})") == Lines{"body /b: expected 1, found 2"});
  CHECK(differences(R"({"equalToJson": {"a": [1, 2]}, "ignoreArrayOrder": true})",
                    R"({"a": [2, 3]})") == Lines{"body /a: expected [1,2], found [2,3]"});
  CHECK(
      differences(
          R"({"equalToJson": {"a": "${json-unit.any-string}", "b": "${json-unit.ignore-element}"}})",
          R"({"a": 1})") == Lines{R"(body /a: expected "${json-unit.any-string}", found 1)"});
}

TEST_CASE("of many places three are told, and of a long value its beginning") {
  CHECK(differences(R"({"equalToJson": [1, 2, 3, 4, 5]})", "[0, 0, 0, 0, 0]") ==
        Lines{"body /0: expected 1, found 0", "body /1: expected 2, found 0",
              "body /2: expected 3, found 0", "body: and 2 more places"});
  const std::string text(300, 'a');
  const Lines lines = json_body_differences({{"equalToJson", 1}}, "\"" + text + "\"");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == "body: expected 1, found \"" + text.substr(0, 199) + "…");
}

TEST_CASE("a body that is no JSON, or too large to be looked through, has no places") {
  CHECK(differences(R"({"equalToJson": 1})", "one").empty());
  CHECK(json_body_differences({{"equalToJson", 1}}, std::string(2'000'000, '1')).empty());
  std::string many = "{\"a\":0";
  for (int i = 0; i < 2000; ++i) many += ",\"k" + std::to_string(i) + "\":0";
  CHECK(json_body_differences({{"equalToJson", {{"a", 1}}}}, many + "}").size() == 1);
}

}  // namespace
}  // namespace emulator
