#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/model/match.h"
#include "emulator/model/url_template.h"

using namespace emulator;

namespace {

bool fits(const std::string& pattern, const Request& request) {
  return RequestPattern(Json::parse(pattern)).matches(request);
}

std::string refusal_at(const std::string& pattern) {
  try {
    RequestPattern(Json::parse(pattern));
  } catch (const PatternError& error) {
    return error.pointer() + ": " + error.what();
  }
  return "none";
}

Request to_host(const std::string& host) { return make_request("GET", "/a", {{"Host", host}}); }

}  // namespace

TEST_CASE("urlPathTemplate fits whole paths; a name is one segment, ** the rest") {
  const std::pair<const char*, const char*> kFits[] = {
      {"/people/{id}", "/people/1"},
      {"/people/{id}", "/people/1?x=2"},
      {"/people/{id}", "/people/a%2Fb"},
      {"/people/{id}/cars/{car}", "/people/1/cars/2"},
      {"/files/{name}.{ending}", "/files/a.b.c"},
      {"/files/**", "/files/a/b"},
      {"/{kind}/**", "/files/"},
      {"/plain", "/plain"},
  };
  for (const auto& row : kFits) {
    const char* const shape = row.first;
    CAPTURE(shape);
    CHECK(fits(Json{{"urlPathTemplate", shape}}.dump(), make_request("GET", row.second)));
  }
  const std::pair<const char*, const char*> kMisses[] = {
      {"/people/{id}", "/people/"},       {"/people/{id}", "/people/1/"},
      {"/people/{id}", "/people/1/2"},    {"/people/{id}", "/x/people/1"},
      {"/files/{name}.js", "/files/.js"}, {"/files/**", "/files"},
  };
  for (const auto& row : kMisses) {
    const char* const shape = row.first;
    CAPTURE(shape);
    CHECK_FALSE(fits(Json{{"urlPathTemplate", shape}}.dump(), make_request("GET", row.second)));
  }
}

TEST_CASE("pathParameters ask about the names of a template, as they were sent") {
  const std::string pattern =
      R"({"pathParameters": {"id": {"equalTo": "a%20b"}}, "urlPathTemplate": "/people/{id}"})";
  CHECK(fits(pattern, make_request("GET", "/people/a%20b")));
  CHECK_FALSE(fits(pattern, make_request("GET", "/people/ab")));
  SUBCASE("a name that the template lacks has no value") {
    CHECK(fits(R"({"urlPathTemplate": "/{a}", "pathParameters": {"b": {"absent": true}}})",
               make_request("GET", "/x")));
    CHECK_FALSE(fits(R"({"urlPathTemplate": "/{a}", "pathParameters": {"b": {"matches": ".*"}}})",
                     make_request("GET", "/x")));
  }
  SUBCASE("without a template they are ignored, but not unread") {
    CHECK(fits(R"({"pathParameters": {"b": {"equalTo": "1"}}})", make_request("GET", "/x")));
    CHECK(
        refusal_at(R"({"pathParameters": {"b": "1"}})").starts_with("/pathParameters/b: must be"));
  }
}

TEST_CASE("host, port, scheme and clientIp are asked about") {
  CHECK(fits(R"({"host": {"equalTo": "a.test"}})", to_host("a.test:8080")));
  CHECK(fits(R"({"host": {"equalTo": "::1"}})", to_host("[::1]:80")));
  CHECK_FALSE(fits(R"({"host": {"equalTo": "a.test"}})", to_host("b.test")));
  CHECK(fits(R"({"host": {"absent": true}})", make_request("GET", "/")));
  CHECK(fits(R"({"port": 8080})", to_host("a.test:8080")));
  CHECK(fits(R"({"port": 80, "scheme": "http"})", to_host("a.test")));
  CHECK_FALSE(fits(R"({"port": 443})", to_host("a.test")));
  CHECK_FALSE(fits(R"({"scheme": "https"})", to_host("a.test")));
  Request secure = to_host("a.test");
  secure.tls = true;
  CHECK(fits(R"({"port": 443, "scheme": "https"})", secure));
  CHECK(fits(R"({"clientIp": {"equalTo": "127.0.0.1"}})", to_host("a")));
  CHECK(fits(R"({"clientIp": {"equalTo": "10.0.0.7"}})",
             make_request("GET", "/", {{"X-Forwarded-For", " 10.0.0.7 , 10.0.0.1"}})));
}

TEST_CASE("what these parts cannot be is refused with its place") {
  CHECK(refusal_at(R"({"urlPathTemplate": "/{a"})") ==
        "/urlPathTemplate: '/{a' is no path template: a '{' lacks its '}'");
  CHECK(refusal_at(R"({"urlPathTemplate": "/{a}{b}"})") ==
        "/urlPathTemplate: '/{a}{b}' is no path template: two names have nothing between them");
  CHECK(refusal_at(R"({"urlPathTemplate": "/{a}/{a}"})") ==
        "/urlPathTemplate: '/{a}/{a}' is no path template: the name 'a' is there twice");
  CHECK(refusal_at(R"({"urlPathTemplate": "/{}"})") ==
        "/urlPathTemplate: '/{}' is no path template: a '{}' has no name");
  CHECK(refusal_at(R"({"urlPathTemplate": "/a", "url": "/a"})") ==
        "/url: 'urlPathTemplate' and 'url' exclude each other; keep one");
  CHECK(refusal_at(R"({"port": "80"})") ==
        "/port: must be a whole number from 0 to 65535, is the string '80'");
  CHECK(refusal_at(R"({"host": "a"})") == "/host: must be an object, is the string 'a'");
}

TEST_CASE("a template that could fit in many ways is given up after a while") {
  std::string shape = "/";
  for (int i = 0; i < 20; ++i) shape += "{n" + std::to_string(i) + "}a";
  CHECK_FALSE(UrlTemplate(shape).match("/" + std::string(200, 'a') + "b"));
}
