#include "emulator/serve/near_stubs.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

TEST_CASE("a 404 names the nearest documented paths and the nearest stubs") {
  StubClient client;
  client.stub(R"({"name": "far", "request": {"method": "POST", "urlPath": "/cars"}})");
  client.stub(R"({"request": {"method": "GET", "urlPathTemplate": "/cars/{id}"}})");
  const auto answer = client.call("GET", "/carz");
  CHECK(answer.status == 404);
  CHECK(*answer.whole.header("Content-Type") == "application/problem+json");
  CHECK(answer.json().at("detail") ==
        "no documented path fits '/carz'; the nearest documented: /people/{id}; the nearest stubs: "
        "POST [path] /cars ('far') and GET [path template] /cars/{id}");
  SUBCASE("so does a 405") {
    CHECK(client.call("PUT", "/people/p_1").json().at("detail") ==
          "the method 'PUT' is not documented for this path; it allows GET, HEAD, OPTIONS; the "
          "nearest stubs: POST [path] /cars ('far') and GET [path template] /cars/{id}");
  }
  SUBCASE("a refusal does not") { CHECK(client.call("GET", "/people/p_1").body == "{}"); }
  SUBCASE("in a space the stubs of both are asked") {
    client.call("POST", "/__space/a/__admin/mappings",
                R"({"name": "own", "request": {"url": "/carx"}})");
    CHECK(client.call("GET", "/__space/a/carz")
              .json()
              .at("detail")
              .get<std::string>()
              .find("the nearest stubs: ANY /carx ('own') and POST [path] /cars ('far')") ==
          std::string::npos);
    CHECK(client.call("GET", "/__space/a/carz")
              .json()
              .at("detail")
              .get<std::string>()
              .find("'own'") != std::string::npos);
  }
}

TEST_CASE("a 404 says of a stub that matches that its scenario is in another state") {
  StubClient client;
  const auto stub = [&](const char* name) {
    client.stub(R"({"name": ")" + std::string(name) +
                R"(", "request": {"method": "GET", "urlPath": "/cars"}, "scenarioName": "once",
        "requiredScenarioState": "Started", "newScenarioState": "over"})");
  };
  stub("first");
  CHECK(client.call("GET", "/cars").status == 200);
  stub("second");
  CHECK(client.call("GET", "/cars").json().at("detail") ==
        "no documented path fits '/cars'; the nearest documented: /people/{id}; the nearest stubs: "
        "GET [path] /cars ('second'), whose scenario 'once' is in the state 'over', not 'Started' "
        "and "
        "GET [path] /cars ('first'), whose scenario 'once' is in the state 'over', not 'Started'");
}

TEST_CASE("the event of an unmatched call shows the nearest stub beside the request") {
  StubClient client;
  client.stub(R"({"name": "near", "request": {"method": "GET", "urlPath": "/cars",
      "headers": {"Authorization": {"equalTo": "s3cret"}, "X": {"matches": "[0-9]+"}},
      "queryParameters": {"colour": {"equalTo": "red"}}},
      "scenarioName": "s", "requiredScenarioState": "later"})");
  client.call("GET", "/cars?colour=blue");
  const Json event = client.newest_event().at("subEvents").at(0);
  CHECK(event.at("type") == "REQUEST_NOT_MATCHED");
  const std::string report = event.at("data").at("report");
  CHECK(report.substr(0, report.find("\nnote: ")) ==
        R"(Nothing answers this request. Of the stubs the closest is 'near':

Closest stub                      | Request                           |
----------------------------------+-----------------------------------+
GET                               | GET                               |
[path] /cars                      | /cars                             |
header Authorization: (not shown) | header Authorization: (not shown) | <<<<< differs
header X: [matches] [0-9]+        |                                   | <<<<< differs
query colour: red                 | query colour: blue                | <<<<< differs
scenario 's': later               | scenario 's': Started             | <<<<< differs
)");
  CHECK(report.find("s3cret") == std::string::npos);
}

TEST_CASE("secrets in the query of a URL are in no report, nor in the 404") {
  StubClient client;
  client.stub(R"({"request": {"method": "GET", "url": "/cars?token=one"}})");
  const auto answer = client.call("GET", "/cars?token=two");
  CHECK(answer.json().at("detail") ==
        "no documented path fits '/cars'; the nearest documented: /people/{id}; the nearest stub: "
        "GET /cars?token=***");
  const std::string report = client.newest_event().at("subEvents").at(0).at("data").at("report");
  CHECK(report.find("/cars?token=*** | /cars?token=*** | <<<<< differs") != std::string::npos);
  CHECK(report.find("two") == std::string::npos);
}

TEST_CASE("path parameters, hosts and ports are told where they differ") {
  StubClient client;
  client.stub(
      R"({"request": {"urlPathTemplate": "/cars/{id}", "pathParameters": {"id": {"equalTo": "7"}},
      "host": {"equalTo": "a.test"}, "port": 8080}})");
  client.call("GET", "/cars/8");
  const std::string report = client.newest_event().at("subEvents").at(0).at("data").at("report");
  CHECK(report.find("path id: 7                 | path id: 8      | <<<<< differs") !=
        std::string::npos);
  CHECK(report.find("host: a.test               | host: localhost | <<<<< differs") !=
        std::string::npos);
  CHECK(report.find("port: 8080                 | port: 80        | <<<<< differs") !=
        std::string::npos);
}

}  // namespace
}  // namespace emulator
