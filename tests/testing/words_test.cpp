#include <doctest/doctest.h>

#include "emulator/testing/emulator.h"

namespace emulator::testing {
namespace {

template <class Action>
std::string error_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST_CASE("values are JSON") {
  CHECK(Value(nullptr).text() == "null");
  CHECK(Value(true).text() == "true");
  CHECK(Value(-3).text() == "-3");
  CHECK(Value(18446744073709551615u).text() == "18446744073709551615");
  CHECK(Value(0.5).text() == "0.5");
  CHECK(Value("a \"b\"\n").text() == R"("a \"b\"\n")");
  CHECK(Value(Members{{"z", 1}, {"a", Value::list({"x", nullptr, Members{}})}}).text() ==
        R"({"z":1,"a":["x",null,{}]})");
  CHECK(Value::json(" {\"a\": [1, 2]} ").text() == R"({"a":[1,2]})");
  CHECK(error_of([] { Value("\xFF"); }) ==
        "a text that is not UTF-8 cannot be JSON; give bytes as base64, or as the body of a reply");
  CHECK(error_of([] { Value::json("{a}"); }).starts_with("this is no JSON: {a} ("));
}

TEST_CASE("a match is WireMock's request pattern") {
  CHECK(Match().text() == "{}");
  CHECK(get("/a").text() == R"({"method":"GET","urlPath":"/a"})");
  CHECK(post("/a?b=1").text() == R"({"method":"POST","url":"/a?b=1"})");
  CHECK(any("/a").text() == R"({"urlPath":"/a"})");
  CHECK(put("/").text() + patch("/").text() + del("/").text() ==
        R"({"method":"PUT","urlPath":"/"}{"method":"PATCH","urlPath":"/"})"
        R"({"method":"DELETE","urlPath":"/"})");
  CHECK(Match()
            .with_path_matching("/a/.*")
            .with_query("q", "1")
            .with_query("r", absent())
            .with_header("X-A", contains("x"))
            .with_cookie("c", matches("[0-9]+"))
            .with_form("f", equal_to("2"))
            .with_basic_auth("u", "p")
            .with_body(equal_to_json(Members{{"a", 1}}))
            .with_body(matches_json_path("$.a"))
            .text() ==
        R"({"urlPathPattern":"/a/.*","queryParameters":{"q":{"equalTo":"1"},"r":{"absent":true}},)"
        R"("headers":{"X-A":{"contains":"x"}},"cookies":{"c":{"matches":"[0-9]+"}},)"
        R"("formParameters":{"f":{"equalTo":"2"}},"basicAuth":{"username":"u","password":"p"},)"
        R"("bodyPatterns":[{"equalToJson":{"a":1}},{"matchesJsonPath":"$.a"}]})");
  CHECK(operation("get-a").refused().violating("query.q.required").text() ==
        R"({"operationId":"get-a","outcome":"refused","violated":"query.q.required"})");
  CHECK(Match().accepted().text() == R"({"outcome":"accepted"})");
  CHECK(Match::json(R"({"headers": {"A": {"equalTo": "1"}}})").with_header("B", "2").text() ==
        R"({"headers":{"A":{"equalTo":"1"},"B":{"equalTo":"2"}}})");
  CHECK(error_of([] { Match::json("[]"); }) == "a request pattern is a JSON object, not []");
}

TEST_CASE("a match can be used again and again") {
  const Match shops = get("/shops");
  CHECK(shops.with_query("a", "1").text() != shops.with_query("a", "2").text());
  CHECK(shops.text() == get("/shops").text());
}

TEST_CASE("a reply is WireMock's response definition") {
  CHECK(reply(204).text() == R"({"status":204})");
  CHECK(reply(503)
            .with_json(Members{{"message", "later"}})
            .with_header("Set-Cookie", "a=1")
            .with_header("Set-Cookie", "b=2")
            .after(std::chrono::seconds(2))
            .text() ==
        R"({"status":503,"jsonBody":{"message":"later"},"fixedDelayMilliseconds":2000,)"
        R"("headers":{"Content-Type":"application/json","Set-Cookie":["a=1","b=2"]}})");
  CHECK(Reply().with_body("\xFFhi").text() == R"({"status":200,"base64Body":"/2hp"})");
  CHECK(Reply::json(R"({"fault": "STALL"})").text() == R"({"fault":"STALL"})");
  CHECK(error_of([] { Reply::json("7"); }) == "a response definition is a JSON object, not 7");
}

TEST_CASE("a count says how many, and for how long to wait") {
  CHECK(exactly(2).text() == R"({"exactly":2,"withinMs":0,"settleMs":0})");
  CHECK(never().text() == R"({"exactly":0,"withinMs":0,"settleMs":0})");
  CHECK(at_most(1).settled_for(std::chrono::milliseconds(20)).text() ==
        R"({"atMost":1,"withinMs":0,"settleMs":20})");
  CHECK(at_least(1).within(std::chrono::seconds(1)).text() ==
        R"({"atLeast":1,"withinMs":1000,"settleMs":0})");
}

}  // namespace
}  // namespace emulator::testing
