#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

constexpr const char* kTwoSteps = R"({"mappings": [
  {"name": "first", "scenarioName": "s", "newScenarioState": "two", "response": {"status": 201}},
  {"name": "second", "scenarioName": "s", "requiredScenarioState": "two", "priority": 1,
   "response": {"status": 202}}]})";

int status_in(StubClient& client, const std::string& space) {
  return client.call("GET", space + "/step").status;
}

std::string state_in(StubClient& client, const std::string& space) {
  const Json all = client.call("GET", space + "/__admin/scenarios").json().at("scenarios");
  return all.empty() ? "none" : all.at(0).at("state").get<std::string>();
}

TEST_CASE("scenarios of stubs of the default space have a state of their own in each space") {
  StubClient client;
  REQUIRE(client.admin("POST", "/mappings/import", kTwoSteps).status == 200);
  CHECK(status_in(client, "/__space/a") == 201);
  CHECK(status_in(client, "/__space/a") == 202);
  CHECK(status_in(client, "/__space/b") == 201);
  CHECK(status_in(client, "") == 201);
  CHECK(state_in(client, "/__space/a") == "two");
  SUBCASE("it is set there") {
    CHECK(
        client.call("PUT", "/__space/c/__admin/scenarios/s/state", R"({"state": "two"})").status ==
        200);
    CHECK(status_in(client, "/__space/c") == 202);
    CHECK(state_in(client, "/__space/d") == "Started");
  }
  SUBCASE("a stub of the space's own does not take it away") {
    client.call("POST", "/__space/a/__admin/mappings", R"({"request": {"url": "/other"}})");
    CHECK(state_in(client, "/__space/a") == "two");
  }
  SUBCASE("a reset there is one there alone") {
    client.call("POST", "/__space/a/__admin/scenarios/reset");
    CHECK(state_in(client, "/__space/a") == "Started");
    CHECK(state_in(client, "/__space/b") == "two");
  }
  SUBCASE("it is gone with the stubs, and does not come back with them") {
    client.admin("DELETE", "/mappings");
    CHECK(state_in(client, "/__space/a") == "none");
    client.admin("POST", "/mappings/import", kTwoSteps);
    CHECK(state_in(client, "/__space/a") == "Started");
  }
}

TEST_CASE("a space has a mode for the bodies of refusals, which a reset keeps") {
  StubClient client;
  CHECK(client.admin("PUT", "/spaces/a", R"({"errors": "detailed"})").body ==
        R"({"name":"a","errors":"detailed"})");
  client.call("POST", "/__space/a/__admin/reset");
  CHECK(client.call("GET", "/__space/a/people/p_1").body.find("query.key.required") !=
        std::string::npos);
  CHECK(client.call("GET", "/people/p_1").body == "{}");
  CHECK(client.call("GET", "/__space/b/people/p_1").body == "{}");
  CHECK(client.admin("PUT", "/spaces/a", R"({"errors": "loud"})")
            .json()
            .at("errors")
            .at(0)
            .at("detail") == "must be 'documented' or 'detailed', is 'loud'");
}

TEST_CASE("a space keeps as many calls as was said when it was made") {
  StubClient client;
  CHECK(client.admin("PUT", "/spaces/a", R"({"journalEntries": 2})").status == 201);
  for (int i = 0; i < 3; ++i) client.call("GET", "/__space/a/people/p_1?key=k");
  const auto list = client.call("GET", "/__space/a/__admin/requests");
  CHECK(list.json().at("meta").at("total") == 2);
  CHECK(*list.whole.header("Emulator-Journal-Dropped") == "1");
  CHECK(client.call("POST", "/__space/a/__admin/requests/count", "{}").status == 500);
  CHECK(client.admin("PUT", "/spaces/a", R"({"journalEntries": 2, "ttlMs": 1000})").status == 200);
  const auto other = client.admin("PUT", "/spaces/a", R"({"journalEntries": 3})");
  CHECK(other.status == 409);
  CHECK(other.json().at("errors").at(0).at("title") == "The space has another journal");
}

TEST_CASE("settings of a space hold in it alone") {
  StubClient client;
  client.stub(R"({"response": {"status": 201}})");
  CHECK(client.call("PUT", "/__space/a/__admin/settings", R"({"fixedDelay": 7})").status == 200);
  CHECK(client.call("GET", "/__space/a/x").whole.effects.size() == 1);
  CHECK(client.call("GET", "/__space/b/x").whole.effects.empty());
  CHECK(client.call("GET", "/x").whole.effects.empty());
  CHECK(client.admin("GET", "/settings").body == R"({"settings":{"proxyPassThrough":true}})");
}

TEST_CASE("what empties the default space spares the others, unless all are meant") {
  const std::pair<const char*, const char*> kEmptying[] = {
      {"POST", "/reset"},      {"POST", "/mappings/reset"}, {"DELETE", "/mappings"},
      {"DELETE", "/requests"}, {"POST", "/requests/reset"}, {"POST", "/scenarios/reset"}};
  const auto look = [](StubClient& client) {
    return std::to_string(client.call("GET", "/__space/a/__admin/mappings")
                              .json()
                              .at("meta")
                              .at("total")
                              .get<int>()) +
           " stubs, " +
           std::to_string(client.call("GET", "/__space/a/__admin/requests")
                              .json()
                              .at("meta")
                              .at("total")
                              .get<int>()) +
           " calls, " + state_in(client, "/__space/a");
  };
  for (const auto& [method, emptied] : kEmptying) {
    const auto path = emptied;
    CAPTURE(path);
    StubClient client;
    client.call("POST", "/__space/a/__admin/mappings/import", kTwoSteps);
    status_in(client, "/__space/a");
    CHECK(client.admin(method, path).status == 200);
    CHECK(look(client) == "2 stubs, 1 calls, two");
    CHECK(client.admin(method, std::string(path) + "?spaces=all").status == 200);
    CHECK(look(client) != "2 stubs, 1 calls, two");
  }
}

TEST_CASE("an equal claim is refused, however it is written") {
  StubClient client;
  CHECK(
      client.admin("PUT", "/spaces/a", R"({"match": {"method": "GET", "urlPath": "/x"}})").status ==
      201);
  CHECK(
      client.admin("PUT", "/spaces/b", R"({"match": {"urlPath": "/x", "method": "GET"}})").status ==
      409);
  CHECK(client.admin("PUT", "/spaces/b", R"({"match": {"urlPath": "/x"}})").status == 201);
}

TEST_CASE("every answer of the admin protocol is there below a space's address") {
  StubClient client;
  client.stub("{}");
  client.call("GET", "/__space/a/x");
  for (const char* path :
       {"/", "/mappings", "/requests", "/requests/unmatched", "/scenarios", "/settings", "/health",
        "/version", "/files", "/fixtures", "/spaces", "/recordings/status", "/mappings/unmatched",
        "/requests/unmatched/near-misses", "/export?format=ndjson"}) {
    CAPTURE(path);
    CHECK(client.call("GET", std::string("/__space/a/__admin") + path).status == 200);
  }
  CHECK(*client.call("GET", "/__space/a/__admin").whole.header("Location") ==
        "/__space/a/__admin/");
}

}  // namespace
}  // namespace emulator
