#include "emulator/model/schema_match.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/model/match.h"

using namespace emulator;

namespace {

RequestPattern body_pattern(const std::string& matcher) {
  return RequestPattern(Json::parse(R"({"bodyPatterns": [)" + matcher + "]}"));
}

bool body_holds(const std::string& matcher, const std::string& body) {
  return body_pattern(matcher).matches(make_request("POST", "/", {}, body));
}

std::string refusal_of_schema(const std::string& matcher) {
  try {
    body_pattern(matcher);
  } catch (const PatternError& error) {
    return error.pointer() + ": " + error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("matchesJsonSchema asks whether a body is JSON that the schema allows") {
  const char* const kNamed =
      R"({"matchesJsonSchema": {"type": "object", "required": ["name"],
                                "properties": {"name": {"type": "string"}}}})";
  CHECK(body_holds(kNamed, R"({"name": "jane"})"));
  CHECK_FALSE(body_holds(kNamed, R"({"name": 1})"));
  CHECK_FALSE(body_holds(kNamed, "[]"));
  CHECK_FALSE(body_holds(kNamed, "no json"));
  CHECK_FALSE(body_holds(kNamed, ""));
  SUBCASE("the schema may be written as a text") {
    CHECK(body_holds(R"({"matchesJsonSchema": "{\"type\": \"integer\"}"})", "7"));
    CHECK_FALSE(body_holds(R"({"matchesJsonSchema": "{\"type\": \"integer\"}"})", "\"7\""));
  }
  SUBCASE("it is of 2020-12, unless it or schemaVersion says otherwise") {
    CHECK(body_holds(R"({"matchesJsonSchema": {"prefixItems": [{"const": 1}]}})", "[1, 2]"));
    CHECK_FALSE(body_holds(R"({"matchesJsonSchema": {"prefixItems": [{"const": 1}]}})", "[2]"));
    const std::string tuple =
        R"({"matchesJsonSchema": {"items": [{"type": "string"}]}, "schemaVersion": )";
    CHECK_FALSE(body_holds(tuple + "\"V7\"}", "[1]"));
    CHECK(body_holds(tuple + "\"V4\"}", "[\"a\", 2]"));
  }
  SUBCASE("inside of a path, a value is asked about") {
    CHECK(body_holds(
        R"({"matchesJsonPath": {"expression": "$.a", "matchesJsonSchema": {"minimum": 3}}})",
        R"({"a": 4})"));
  }
}

TEST_CASE("a mistaken schema is refused where it is wrong") {
  CHECK(refusal_of_schema(R"({"matchesJsonSchema": 7})") ==
        "/bodyPatterns/0/matchesJsonSchema: must be a schema: an object, true or false, is the "
        "number 7");
  CHECK(refusal_of_schema(R"({"matchesJsonSchema": "{"})") ==
        "/bodyPatterns/0/matchesJsonSchema: '{' is not JSON");
  CHECK(
      refusal_of_schema(R"({"matchesJsonSchema": {"properties": {"a": {"minLength": "x"}}}})")
          .starts_with("/bodyPatterns/0/matchesJsonSchema/properties/a/minLength: is no schema: "));
  CHECK(refusal_of_schema(R"({"matchesJsonSchema": {}, "schemaVersion": "V5"})") ==
        "/bodyPatterns/0/schemaVersion: 'V5' is no version of JSON Schema; there are 'V4', 'V6', "
        "'V7', 'V201909' and 'V202012'");
}
