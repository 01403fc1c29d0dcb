#include "emulator/serve/near_distance.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

double distance(const char* pattern, const Request& request) {
  return distance_of(Json::parse(pattern), request);
}

const Request kOrder = make_request("POST", "/orders/7?n=1&n=22",
                                    {{"Host", "shop"}, {"X-Kind", "new"}}, R"({"a": 1, "b": [2]})");

TEST_CASE("a request that has all that is asked for is at distance 0") {
  CHECK(distance("{}", kOrder) == 0);
  CHECK(distance(R"({"method": "POST", "urlPath": "/orders/7"})", kOrder) == 0);
}

TEST_CASE("the method and the URL weigh by their rank among 39") {
  CHECK(distance(R"({"method": "GET"})", kOrder) == doctest::Approx(3.0 / 39));
  CHECK(distance(R"({"urlPathPattern": "/x.*"})", kOrder) == doctest::Approx(10.0 / 39));
  CHECK(distance(R"({"method": "GET", "urlPathPattern": "/x.*"})", kOrder) ==
        doctest::Approx(13.0 / 39));
}

TEST_CASE("a text that has to be equal is the nearer the fewer edits it takes") {
  CHECK(distance(R"({"urlPath": "/orders/8"})", kOrder) == doctest::Approx(10.0 / 39 / 9));
  CHECK(distance(R"({"url": "/orders/7?n=1"})", kOrder) == doctest::Approx(10.0 / 39 * 5 / 18));
  CHECK(distance(R"({"headers": {"x-kind": {"equalTo": "net"}}})", kOrder) ==
        doctest::Approx(1.0 / 46 / 3));
  CHECK(distance(R"({"headers": {"x-kind": {"contains": "t"}}})", kOrder) ==
        doctest::Approx(1.0 / 46));
}

TEST_CASE("headers, parameters and bodies count only where method and URL fit") {
  CHECK(distance(R"({"headers": {"X": {"equalTo": "a"}}})", kOrder) == doctest::Approx(1.0 / 46));
  CHECK(distance(R"({"method": "GET", "headers": {"X": {"equalTo": "a"}}})", kOrder) ==
        doctest::Approx(3.0 / 39));
}

TEST_CASE("several entries of one part count as their mean, several values as the nearest") {
  CHECK(distance(R"({"headers": {"X": {"equalTo": "a"}, "Host": {"equalTo": "shop"}}})", kOrder) ==
        doctest::Approx(0.5 / 46));
  CHECK(distance(R"({"queryParameters": {"n": {"equalTo": "2"}}})", kOrder) ==
        doctest::Approx(0.5 / 46));
}

TEST_CASE("JSON is the nearer the fewer of its values differ") {
  const auto body = [](const char* json) {
    return distance((R"({"bodyPatterns": [{"equalToJson": )" + std::string(json) + "}]}").c_str(),
                    kOrder);
  };
  CHECK(body(R"({"a": 1, "b": [2]})") == 0);
  CHECK(body(R"({"a": 1, "b": [3]})") == doctest::Approx(0.25 / 46));
  CHECK(body(R"({"a": 2, "b": [2], "c": [1, 1]})") == doctest::Approx(4.0 / 7 / 46));
  CHECK(body(R"("{\"a\": 1}")") == doctest::Approx(0.5 / 46));
  CHECK(body("7") == doctest::Approx(1.0 / 46));
}

TEST_CASE("where a request went and who sent it count too") {
  CHECK(distance(R"({"scheme": "https"})", kOrder) == doctest::Approx(3.0 / 39));
  CHECK(distance(R"({"host": {"equalTo": "ship"}})", kOrder) == doctest::Approx(10.0 / 39 / 4));
  CHECK(distance(R"({"port": 8080})", kOrder) == doctest::Approx(10.0 / 39));
  CHECK(distance(R"({"clientIp": {"equalTo": "127.0.0.2"}})", kOrder) ==
        doctest::Approx(3.0 / 39 / 9));
}

TEST_CASE("a path parameter is what the template makes of the path") {
  const auto id = [](const char* path, const char* value) {
    return distance_of(
        Json{{"urlPathTemplate", path}, {"pathParameters", {{"id", {{"equalTo", value}}}}}},
        kOrder);
  };
  CHECK(id("/orders/{id}", "7") == 0);
  CHECK(id("/orders/{id}", "77") == doctest::Approx(0.5 / 46));
  CHECK(id("/people/{id}", "7") == doctest::Approx(10.0 / 39));
}

TEST_CASE("form parameters and cookies are compared as their matchers see them") {
  const Request form = make_request(
      "POST", "/", {{"Content-Type", "application/x-www-form-urlencoded"}, {"Cookie", "a=xyz"}},
      "colour=light+blue");
  CHECK(distance(R"({"formParameters": {"colour": {"equalTo": "light blur"}}})", form) ==
        doctest::Approx(0.1 / 46));
  CHECK(distance(R"({"cookies": {"a": {"equalTo": "xy"}}})", form) ==
        doctest::Approx(1.0 / 3 / 46));
}

TEST_CASE("what differs only far behind in a long text is not at distance 0") {
  const std::string beginning(300, 'a');
  const Request request = make_request("GET", "/" + beginning + "1");
  CHECK(distance_of(Json{{"urlPath", "/" + beginning + "2"}}, request) ==
        doctest::Approx(0.01 * 10 / 39));
}

}  // namespace
}  // namespace emulator
