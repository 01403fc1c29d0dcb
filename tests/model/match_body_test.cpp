#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/model/match.h"
#include "emulator/text/base64.h"
#include "emulator/text/shallow_json.h"

using namespace emulator;

namespace {

bool matches(const std::string& pattern, const std::string& body,
             const std::vector<Header>& headers = {}) {
  return RequestPattern(shallow_json(pattern)).matches(make_request("POST", "/", headers, body));
}

bool body_is(const std::string& matcher, const std::string& body) {
  return matches(R"({"bodyPatterns":[)" + matcher + "]}", body);
}

}  // namespace

TEST_CASE("JSON that nests deeper than a thousand levels matches nothing and ends nothing") {
  const auto nested = [](std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
  };
  const std::string deep = nested(50'000);
  for (const char* matcher : {R"({"equalToJson":[]})", R"({"matchesJsonPath":"$..a"})",
                              R"({"matchesJsonSchema":{"items":{"type":"array"}}})"})
    CHECK_FALSE(body_is(matcher, deep));
  CHECK(body_is(R"({"equalToJson":")" + nested(900) + R"("})", nested(900)));
  CHECK_THROWS_WITH_AS(body_is(R"({"equalToJson":")" + deep + R"("})", ""),
                       doctest::Contains("is not JSON"), PatternError);
}

TEST_CASE("all body patterns must match, and an empty body is no value") {
  CHECK(matches(R"({"bodyPatterns":[]})", ""));
  CHECK(matches(R"({"bodyPatterns":[{"contains":"a"},{"contains":"b"}]})", "ab"));
  CHECK_FALSE(matches(R"({"bodyPatterns":[{"contains":"a"},{"contains":"b"}]})", "a"));
  CHECK_FALSE(body_is(R"({"equalTo":""})", ""));
  CHECK_FALSE(body_is(R"({"matches":".*"})", ""));
  CHECK(body_is(R"({"absent":true})", ""));
  CHECK_FALSE(body_is(R"({"absent":true})", "a"));
  CHECK(body_is(R"({"binaryEqualTo":"AP8="})", std::string("\x00\xff", 2)));
  CHECK_FALSE(body_is(R"({"binaryEqualTo":"AP8="})", "x"));
}

TEST_CASE("bodies and form parameters are matched as they are without their content coding") {
  // {"event":"installed"} and name=jane, by gzip.
  const auto json = from_base64("H4sIAAAAAAACA6tWSi1LzStRslLKzCsuSczJSU1RqgUAOeEdQxUAAAA=");
  CHECK(matches(R"({"bodyPatterns":[{"equalToJson":{"event":"installed"}}]})", *json,
                {{"Content-Encoding", "gzip"}}));
  CHECK_FALSE(matches(R"({"bodyPatterns":[{"contains":"installed"}]})", *json));
  const auto form = from_base64("H4sIAAAAAAACA8tLzE21zUrMSwUAyEQoXgkAAAA=");
  CHECK(matches(
      R"({"formParameters":{"name":{"equalTo":"jane"}}})", *form,
      {{"Content-Encoding", "gzip"}, {"Content-Type", "application/x-www-form-urlencoded"}}));
}

TEST_CASE("equalToJson compares values, not texts") {
  struct Row {
    const char* expected;
    const char* actual;
    bool equal;
  };
  const Row kRows[] = {
      {R"({"a":1,"b":2})", R"({"b": 2, "a": 1.0})", true},
      {R"({"a":1})", R"({"a":"1"})", false},
      {R"({"a":null})", R"({})", false},
      {R"({"a":1})", R"({"a":1,"b":2})", false},
      {R"([1,2])", R"([2,1])", false},
      {R"([1,2])", R"([1,2,3])", false},
      {R"("{\"a\": [1]}")", R"({"a":[1]})", true},
      {R"({"a":1})", "no json", false},
      {R"({"a":"${json-unit.any-string}"})", R"({"a":"x"})", true},
      {R"({"a":"${json-unit.any-string}"})", R"({"a":1})", false},
      {R"({"a":"${json-unit.any-number}"})", R"({"a":1})", true},
      {R"({"a":"${json-unit.any-boolean}"})", R"({"a":false})", true},
      {R"({"a":"${json-unit.any-boolean}"})", R"({"a":0})", false},
      {R"({"a":"${json-unit.ignore}"})", R"({"a":[1]})", true},
      {R"({"a":"${json-unit.ignore}"})", R"({})", false},
      {R"({"a":"${json-unit.ignore-element}"})", R"({})", true},
      {R"({"a":"${json-unit.regex}[a-c]+"})", R"({"a":"abc"})", true},
      {R"({"a":"${json-unit.regex}[a-c]+"})", R"({"a":"abcd"})", false},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.expected);
    CAPTURE(row.actual);
    CHECK(body_is(std::string(R"({"equalToJson":)") + row.expected + "}", row.actual) == row.equal);
  }
}

TEST_CASE("equalToJson can let array order and further elements pass, at every level") {
  const auto with = [](const std::string& option, const char* expected, const char* actual) {
    return body_is(std::string(R"({"equalToJson":)") + expected + ",\"" + option + "\":true}",
                   actual);
  };
  CHECK(with("ignoreArrayOrder", R"({"a":[1,2,2]})", R"({"a":[2,1,2]})"));
  CHECK_FALSE(with("ignoreArrayOrder", "[1,2,2]", "[1,1,2]"));
  CHECK_FALSE(with("ignoreArrayOrder", "[1]", "[1,2]"));
  // The placeholder may not take what only the other one fits.
  CHECK(with("ignoreArrayOrder", R"(["${json-unit.any-number}",1])", "[1,2]"));
  CHECK(with("ignoreExtraElements", R"({"a":[1,2]})", R"({"a":[1,2,3],"b":1})"));
  CHECK_FALSE(with("ignoreExtraElements", "[1,2]", "[3,1,2]"));
}

TEST_CASE("a comparison that takes too many steps does not match, and ends") {
  std::string many = "[";
  for (int i = 0; i < 3000; ++i) many += std::to_string(i) + ",";
  const std::string expected = many + "\"${json-unit.any-string}\"]";
  CHECK_FALSE(
      body_is(R"({"equalToJson":)" + expected + R"(,"ignoreArrayOrder":true})", many + "\"x\"]"));
}

TEST_CASE("a mistaken equalToJson is refused when the pattern is made") {
  const auto refusal = [](const std::string& matcher) -> std::string {
    try {
      RequestPattern(Json::parse(R"({"bodyPatterns":[)" + matcher + "]}"));
      return "";
    } catch (const PatternError& error) {
      return error.pointer() + ": " + error.what();
    }
  };
  CHECK(refusal(R"({"equalToJson":"{"})") == "/bodyPatterns/0/equalToJson: '{' is not JSON");
  CHECK(refusal(R"({"equalToJson":["${json-unit.regex}("]})")
            .starts_with("/bodyPatterns/0/equalToJson: '${json-unit.regex}(' holds no regular "
                         "expression: "));
  CHECK(refusal(R"({"equalToJson":1,"ignoreOrder":true})") ==
        "/bodyPatterns/0/ignoreOrder: the matcher 'equalToJson' has no option 'ignoreOrder'");
}

TEST_CASE("form parameters, cookies and basic credentials are matched by their values") {
  const std::string form = R"({"formParameters":{"a b":{"equalTo":"1 2"}}})";
  const Header type{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"};
  CHECK(matches(form, "x=1&a+b=1%202", {type}));
  CHECK_FALSE(matches(form, "x=1&a+b=1%202"));
  CHECK(matches(R"({"formParameters":{"a":{"absent":true}}})", "", {}));

  const std::string cookie = R"({"cookies":{"sid":{"equalTo":"abc"}}})";
  CHECK(matches(cookie, "", {{"Cookie", "x=1; sid=abc"}}));
  CHECK(matches(cookie, "", {{"Cookie", "sid=1"}, {"cookie", "sid=abc"}}));
  CHECK_FALSE(matches(cookie, "", {{"Cookie", "SID=abc"}}));

  for (const char* key : {"basicAuth", "basicAuthCredentials"}) {
    const std::string basic = std::string("{\"") + key + R"(":{"username":"u","password":"p"}})";
    CHECK(matches(basic, "", {{"Authorization", "basic dTpw"}}));
    CHECK_FALSE(matches(basic, "", {{"Authorization", "Basic dTpx"}}));
    CHECK_FALSE(matches(basic, ""));
  }
}

// Compiled for each comparison, a thousand expressions would be compiled a million times.
TEST_CASE("expressions of placeholders are compared in any order at once") {
  std::string expected = "[", body = "[";
  for (int i = 0; i < 400; ++i) {
    const std::string comma = i == 0 ? "" : ",";
    expected += comma + R"("${json-unit.regex}[a-z]+)" + std::to_string(i) + '"';
    body += comma + "\"b" + std::to_string(399 - i) + '"';
  }
  const std::string matcher = R"({"equalToJson":)" + expected + R"(],"ignoreArrayOrder":true})";
  CHECK(body_is(matcher, body + "]"));
  CHECK_FALSE(body_is(R"({"equalToJson":["${json-unit.regex}[a-z]+"]})", R"(["A"])"));
}

TEST_CASE("JSON of many members is compared at once, in any order") {
  std::string expected = "{", body = "{";
  for (int i = 0; i < 50'000; ++i) {
    const std::string comma = i == 0 ? "" : ",";
    expected += comma + "\"k" + std::to_string(i) + "\":1";
    body += comma + "\"k" + std::to_string(49'999 - i) + "\":1";
  }
  CHECK(body_is(R"({"equalToJson":)" + expected + "}}", body + "}"));
  CHECK_FALSE(body_is(R"({"equalToJson":)" + expected + "}}", body + ",\"more\":1}"));
}
