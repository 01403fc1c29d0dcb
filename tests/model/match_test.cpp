#include "emulator/model/match.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace emulator {
namespace {

bool matches(const std::string& pattern, const Request& request) {
  return RequestPattern(Json::parse(pattern)).matches(request);
}

bool matches(const std::string& pattern, const std::string& target) {
  return matches(pattern, make_request("GET", target));
}

/// What refuses the pattern: "pointer: detail".
std::string refusal(const std::string& pattern) {
  try {
    RequestPattern read(Json::parse(pattern));
  } catch (const PatternError& error) {
    return error.pointer() + ": " + error.what();
  }
  return "accepted";
}

TEST_CASE("an empty pattern matches every request") {
  CHECK(RequestPattern().matches(make_request("PURGE", "/%")));
  CHECK(matches("{}", make_request("PURGE", "/%")));
}

TEST_CASE("GET_OR_HEAD is both methods and no other") {
  for (const char* method : {"GET", "HEAD"})
    CHECK(matches(R"({"method":"GET_OR_HEAD"})", make_request(method, "/")));
  CHECK_FALSE(matches(R"({"method":"GET_OR_HEAD"})", make_request("POST", "/")));
}

TEST_CASE("a method is compared exactly, and ANY is every method") {
  const auto purge = make_request("PURGE", "/");
  CHECK(matches(R"({"method":"PURGE"})", purge));
  CHECK(matches(R"({"method":"ANY"})", purge));
  CHECK_FALSE(matches(R"({"method":"purge"})", purge));
  CHECK_FALSE(matches(R"({"method":"GET"})", purge));
}

TEST_CASE("url compares path and query as sent") {
  CHECK(matches(R"({"url":"/a%20b?x=1&y=2"})", "/a%20b?x=1&y=2"));
  CHECK_FALSE(matches(R"({"url":"/a%20b?x=1&y=2"})", "/a%20b?y=2&x=1"));
  CHECK_FALSE(matches(R"({"url":"/a b"})", "/a%20b"));
  CHECK_FALSE(matches(R"({"url":"/a"})", "/a?"));
  CHECK(matches(R"({"url":"//a"})", "//a"));
}

TEST_CASE("urlPattern matches path and query as a whole") {
  CHECK(matches(R"({"urlPattern":"/a\\?x=[0-9]+"})", "/a?x=12"));
  CHECK_FALSE(matches(R"({"urlPattern":"/a"})", "/a?x=12"));
}

TEST_CASE("urlPath and urlPathPattern leave the query alone") {
  CHECK(matches(R"({"urlPath":"/a%2Fb"})", "/a%2Fb?x=1"));
  CHECK_FALSE(matches(R"({"urlPath":"/a"})", "/a/"));
  CHECK_FALSE(matches(R"({"urlPath":"/a"})", "/A"));
  CHECK(matches(R"({"urlPathPattern":"/integrations/[^/]+"})", "/integrations/i1?userId=1"));
  CHECK_FALSE(matches(R"({"urlPathPattern":"/integrations"})", "/integrations/i1"));
}

TEST_CASE("a target in absolute form is matched without scheme and host") {
  CHECK(matches(R"({"url":"/a?b=1"})", "http://host/a?b=1"));
  CHECK(matches(R"({"urlPath":"/a"})", "http://host/a?b=1"));
  CHECK(matches(R"({"url":"/"})", "http://host"));
  CHECK(matches(R"({"url":"/?b=1"})", "http://host?b=1"));
  CHECK(matches(R"({"url":"*"})", "*"));
}

TEST_CASE("a path that cannot be decoded is matched only as sent, and of a query what can be") {
  CHECK(matches(R"({"url":"/%zz?a=1"})", "/%zz?a=1"));
  CHECK(matches(R"({"urlPattern":"/%.*"})", "/%zz?a=1"));
  CHECK_FALSE(matches(R"({"urlPath":"/%zz"})", "/%zz?a=1"));
  CHECK_FALSE(matches(R"({"urlPathPattern":".*"})", "/%zz?a=1"));
  CHECK(matches(R"({"queryParameters":{"a":{"equalTo":"1"}}})", "/%zz?a=1"));
  CHECK(matches(R"({"queryParameters":{"a":{"equalTo":"1"}}})", "/x?%zz=1&b=%&a=1"));
  CHECK(matches(R"({"queryParameters":{"b":{"absent":true}}})", "/x?b=%&a=1"));
}

TEST_CASE("all parts must match") {
  const std::string pattern =
      R"({"method":"GET","urlPath":"/a","queryParameters":{"x":{"equalTo":"1"}}})";
  CHECK(matches(pattern, "/a?x=1"));
  CHECK_FALSE(matches(pattern, "/a?x=2"));
  CHECK_FALSE(matches(pattern, make_request("PUT", "/a?x=1")));
}

bool header_matches(const std::string& matcher, const std::vector<Header>& headers) {
  return matches(R"({"headers":{"x-a":)" + matcher + "}}", make_request("GET", "/", headers));
}

TEST_CASE("header names are compared without case, values with it") {
  CHECK(header_matches(R"({"equalTo":"One"})", {{"X-A", "One"}}));
  CHECK_FALSE(header_matches(R"({"equalTo":"one"})", {{"X-A", "One"}}));
  CHECK(header_matches(R"({"equalTo":"one","caseInsensitive":true})", {{"X-A", "One"}}));
  CHECK_FALSE(header_matches(R"({"equalTo":"one","caseInsensitive":false})", {{"X-A", "One"}}));
}

TEST_CASE("any line of a header is enough, and commas do not split it") {
  const std::vector<Header> lines{{"X-A", "1"}, {"x-a", "2, 3"}};
  CHECK(header_matches(R"({"equalTo":"1"})", lines));
  CHECK(header_matches(R"({"equalTo":"2, 3"})", lines));
  CHECK_FALSE(header_matches(R"({"equalTo":"2"})", lines));
  CHECK(header_matches(R"({"doesNotMatch":"1"})", lines));
  CHECK(header_matches(R"({"not":{"equalTo":"1"}})", lines));
  CHECK_FALSE(header_matches(R"({"doesNotMatch":"1"})", {{"X-A", "1"}}));
}

TEST_CASE("the operators on one value") {
  const std::vector<Header> line{{"X-A", "bearer abc"}};
  CHECK(header_matches(R"({"contains":"er a"})", line));
  CHECK_FALSE(header_matches(R"({"contains":"ER"})", line));
  CHECK(header_matches(R"({"doesNotContain":"ER"})", line));
  CHECK(header_matches(R"({"matches":"bearer .+"})", line));
  CHECK_FALSE(header_matches(R"({"matches":"bearer"})", line));
  CHECK_FALSE(header_matches(R"({"absent":true})", line));
  CHECK(header_matches(R"({"anything":"always"})", line));
  CHECK(header_matches(R"({"and":[{"contains":"bearer"},{"contains":"abc"}]})", line));
  CHECK_FALSE(header_matches(R"({"and":[{"contains":"bearer"},{"contains":"x"}]})", line));
  CHECK(header_matches(R"({"or":[{"contains":"x"},{"contains":"abc"}]})", line));
  CHECK_FALSE(header_matches(R"({"not":{"contains":"abc"}})", line));
}

TEST_CASE("a missing header satisfies absent and the negative operators only") {
  for (const char* matcher :
       {R"({"absent":true})", R"({"absent":false})", R"({"doesNotMatch":".*"})",
        R"({"doesNotContain":"a"})", R"({"not":{"equalTo":"a"}})",
        R"({"or":[{"equalTo":"a"},{"absent":true}]})"}) {
    CAPTURE(matcher);
    CHECK(header_matches(matcher, {{"Y", "1"}}));
  }
  for (const char* matcher :
       {R"({"matches":".*"})", R"({"equalTo":""})", R"({"contains":""})",
        R"({"or":[{"equalTo":"a"},{"doesNotContain":"b"}]})", R"({"and":[{"absent":true}]})",
        R"({"not":{"absent":true}})", R"({"hasExactly":[]})", R"({"includes":[]})"}) {
    CAPTURE(matcher);
    CHECK_FALSE(header_matches(matcher, {{"Y", "1"}}));
  }
}

TEST_CASE("query parameters are compared decoded, names with case") {
  const std::string pattern = R"({"queryParameters":{"user id":{"equalTo":"a+b c"}}})";
  CHECK(matches(pattern, "/?user+id=a%2Bb+c"));
  CHECK_FALSE(matches(pattern, "/?User+id=a%2Bb+c"));
}

TEST_CASE("a query key without a value is present and empty") {
  CHECK(matches(R"({"queryParameters":{"n":{"equalTo":""}}})", "/?n"));
  CHECK(matches(R"({"queryParameters":{"n":{"equalTo":""}}})", "/?n="));
  CHECK_FALSE(matches(R"({"queryParameters":{"n":{"absent":true}}})", "/?n"));
  CHECK(matches(R"({"queryParameters":{"n":{"absent":true}}})", "/?m"));
}

TEST_CASE("hasExactly wants as many values as matchers, includes allows more") {
  const std::string exact =
      R"({"queryParameters":{"n":{"hasExactly":[{"equalTo":"1"},{"equalTo":"2"}]}}})";
  CHECK(matches(exact, "/?n=2&n=1"));
  CHECK_FALSE(matches(exact, "/?n=1&n=2&n=2"));
  CHECK_FALSE(matches(exact, "/?n=1&n=1"));
  const std::string some =
      R"({"queryParameters":{"n":{"includes":[{"equalTo":"1"},{"equalTo":"2"}]}}})";
  CHECK(matches(some, "/?n=1&n=2&n=3"));
  CHECK_FALSE(matches(some, "/?n=1&n=3"));
}

TEST_CASE("what is no pattern is refused where it is wrong") {
  CHECK(refusal("[]") == ": must be an object, is an array");
  CHECK(refusal(R"({"urlPth":"/a"})") ==
        "/urlPth: a request pattern has no key 'urlPth'; did you mean 'urlPath'?");
  CHECK(refusal(R"({"zzzzzzzz":1})") == "/zzzzzzzz: a request pattern has no key 'zzzzzzzz'");
  CHECK(refusal(R"({"multipartPatterns":[]})") ==
        "/multipartPatterns: the key 'multipartPatterns' is not supported");
  CHECK(refusal(R"({"bodyPatterns":{}})") == "/bodyPatterns: must be an array, is an object");
  CHECK(refusal(R"({"bodyPatterns":[{"equalTo":"a"},{}]})").starts_with("/bodyPatterns/1: "));
  CHECK(refusal(R"({"basicAuth":{"username":"u"}})") ==
        "/basicAuth: the member 'password' is missing");
  CHECK(refusal(R"({"method":1})") == "/method: must be a string, is the number 1");
  CHECK(refusal(R"({"url":"/a","urlPath":"/a"})") ==
        "/urlPath: 'url' and 'urlPath' exclude each other; keep one");
  CHECK(refusal(R"({"headers":[]})") == "/headers: must be an object, is an array");
  CHECK(refusal(R"({"urlPattern":"a("})").find("/urlPattern: 'a(' is no regular expression: ") ==
        0);
}

TEST_CASE("a pattern has a bounded number of matchers") {
  Json pattern = {{"bodyPatterns", Json::array()}};
  for (int i = 0; i < 1'001; ++i) pattern["bodyPatterns"].push_back({{"contains", "a"}});
  CHECK(refusal(pattern.dump()) == "/bodyPatterns: has 1001 matchers, at most 1,000 may be given");
}

TEST_CASE("what is no matcher is refused where it is wrong") {
  const auto header_refusal = [](const std::string& matcher) {
    return refusal(R"({"headers":{"A/b":)" + matcher + "}}");
  };
  CHECK(header_refusal(R"("x")") == "/headers/A~1b: must be an object, is the string 'x'");
  CHECK(header_refusal("{}") ==
        "/headers/A~1b: a matcher needs an operator: one of 'equalTo', 'contains', "
        "'doesNotContain', 'matches', 'doesNotMatch', 'equalToJson', 'matchesJsonPath', "
        "'matchesJsonSchema' and 9 more");
  CHECK(header_refusal(R"({"equalsTo":"x"})") ==
        "/headers/A~1b: there is no matcher 'equalsTo'; did you mean 'equalTo'?");
  for (const char* name : {"equalToXml", "matchesXPath"}) {
    CHECK(header_refusal(R"({"enablePlaceholders":true,")" + std::string(name) + R"(":"<a/>"})") ==
          "/headers/A~1b: the matcher '" + std::string(name) +
              "' is not supported: XML is not read; compare it as text, with 'equalTo', "
              "'contains' or 'matches'");
  }
  CHECK(header_refusal(R"({"lessThanNumber":3})") ==
        "/headers/A~1b: the matcher 'lessThanNumber' is not supported: numbers are not compared; "
        "use 'matches', or 'matchesJsonPath' with a filter such as $[?(@.n > 3)]");
  CHECK(header_refusal(R"({"equalTo":"x","contains":"y"})") ==
        "/headers/A~1b: a matcher has one operator, this one has 'equalTo' and 'contains'; join "
        "them with 'and'");
  CHECK(header_refusal(R"({"equalTo":1})") ==
        "/headers/A~1b/equalTo: must be a string, is the number 1");
  CHECK(header_refusal(R"({"equalTo":null})") == "accepted");
  CHECK(header_refusal(R"({"equalTo":"x","caseInsensitive":"yes"})") ==
        "/headers/A~1b/caseInsensitive: must be true or false, is the string 'yes'");
  CHECK(header_refusal(R"({"contains":"x","caseInsensitive":true})") ==
        "/headers/A~1b/caseInsensitive: the matcher 'contains' has no option 'caseInsensitive'");
  CHECK(header_refusal(R"({"matches":"["})").find("/headers/A~1b/matches: '[' is no regular") == 0);
  CHECK(header_refusal(R"({"and":[{"equalTo":"x"},{}]})").find("/headers/A~1b/and/1: a matcher") ==
        0);
  CHECK(header_refusal(R"({"hasExactly":[{"equalTo":2}]})") ==
        "/headers/A~1b/hasExactly/0/equalTo: must be a string, is the number 2");
  CHECK(header_refusal(R"({"includes":[],"equalTo":"x"})") ==
        "/headers/A~1b: 'includes' stands alone in its matcher");
}

TEST_CASE("matchers that are nested too deep are refused") {
  std::string matcher = R"({"absent":true})";
  for (int i = 0; i < 1000; ++i) matcher = R"({"not":)" + matcher + "}";
  const auto text = refusal(R"({"headers":{"A":)" + matcher + "}}");
  CHECK(text.substr(text.rfind(": ")) == ": matchers are nested more than 32 deep");
}

}  // namespace
}  // namespace emulator
