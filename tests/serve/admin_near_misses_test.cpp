#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

std::string names_of(const Json& near) {
  std::string names;
  for (const Json& miss : near.at("nearMisses"))
    names += (names.empty() ? "" : " ") + miss.at("stubMapping").value("name", "?");
  return names;
}

TEST_CASE("the calls nearest to a pattern come first, three at most") {
  StubClient client;
  for (const char* url : {"/a?x=1", "/b?x=2", "/a?x=3", "/c", "/a?x=2"}) client.call("GET", url);
  const auto near = client.admin("POST", "/near-misses/request-pattern", R"({"method": "GET",
      "urlPath": "/a", "queryParameters": {"x": {"equalTo": "2"}}})");
  CHECK(near.status == 200);
  const Json misses = near.json().at("nearMisses");
  REQUIRE(misses.size() == 3);
  CHECK(misses.at(0).at("request").at("url") == "/a?x=3");
  CHECK(misses.at(1).at("request").at("url") == "/a?x=1");
  CHECK(misses.at(2).at("request").at("url") == "/b?x=2");
  CHECK(misses.at(0).at("requestPattern").at("urlPath") == "/a");
  CHECK(misses.at(0).at("matchResult").size() == 1);
  CHECK(misses.at(0).at("matchResult").at("distance").get<double>() == doctest::Approx(1.0 / 46));
  CHECK(client.admin("POST", "/requests/near-misses/request-pattern", "{}").body ==
        R"({"nearMisses":[]})");
  CHECK(client.admin("POST", "/near-misses/request-pattern", R"({"x": 1})").status == 422);
}

TEST_CASE("the stubs nearest to a request come first, with the state of their scenario") {
  StubClient client;
  client.stub(R"({"name": "far", "request": {"method": "POST", "urlPath": "/z"}})");
  client.stub(R"({"name": "near", "request": {"method": "GET", "urlPath": "/z"}})");
  client.stub(R"({"name": "state", "request": {"method": "GET", "urlPath": "/y"},
                  "scenarioName": "s", "requiredScenarioState": "later"})");
  const auto near =
      client.admin("POST", "/near-misses/request", R"({"url": "/y", "method": "GET", "other": 1})");
  CHECK(names_of(near.json()) == "state near far");
  CHECK(near.json().at("nearMisses").at(0).at("matchResult").at("distance") == 0.0);
  CHECK(near.json().at("nearMisses").at(0).at("scenarioState") == "Started");
  CHECK(client.admin("POST", "/near-misses/request", R"({"url": "/y"})").status == 422);

  client.call("GET", "/y");
  const Json unmatched = client.admin("GET", "/requests/unmatched/near-misses").json();
  CHECK(names_of(unmatched) == "state near far");
  CHECK(unmatched.at("nearMisses").at(0).at("request").at("url") == "/y");
}

TEST_CASE("an unmatched call of a space is compared with the stubs of that space") {
  StubClient client;
  client.stub(R"({"name": "common", "request": {"urlPath": "/common"}})");
  client.call("POST", "/__space/a/__admin/mappings",
              R"({"name": "own", "request": {"urlPath": "/own"}})");
  client.call("GET", "/__space/a/owm");
  CHECK(names_of(client.admin("GET", "/requests/unmatched/near-misses").json()) == "own common");
  client.admin("DELETE", "/requests?spaces=all");
  client.call("GET", "/owm");
  CHECK(names_of(client.admin("GET", "/requests/unmatched/near-misses").json()) == "common");
}

TEST_CASE("a request to compare with stubs may give its body in base64") {
  StubClient client;
  client.stub(R"({"name": "other", "request": {"bodyPatterns": [{"equalTo": "b"}]}})");
  client.stub(R"({"name": "same", "request": {"bodyPatterns": [{"binaryEqualTo": "/w=="}]}})");
  client.stub(R"({"name": "far", "request": {"bodyPatterns": [{"contains": "b"}]}})");
  const auto near = client.admin("POST", "/near-misses/request",
                                 R"({"url": "/a", "method": "PUT", "bodyAsBase64": "/w=="})");
  CHECK(names_of(near.json()) == "same far other");
}

TEST_CASE("a client that wants calls recorded as stubs is told that they are not") {
  StubClient client;
  CHECK(client.admin("GET", "/recordings/status").body == R"({"status":"NeverStarted"})");
  const auto stop = client.admin("POST", "/recordings/stop");
  CHECK(stop.status == 400);
  CHECK(
      stop.body ==
      R"({"errors":[{"code":30,"title":"Not recording","detail":"there is no recording to stop"}]})");
  for (const char* path : {"/recordings/start", "/recordings/snapshot"}) {
    const auto refused = client.admin("POST", path, "{}");
    CHECK(refused.status == 404);
    CHECK(refused.body ==
          R"({"errors":[{"code":404,"title":"Recording is not supported","detail":"calls are )"
          R"(answered from documents, fixtures and stubs, never by another server; )"
          R"(GET /__admin/requests has those that were made"}]})");
  }
}

}  // namespace
}  // namespace emulator
