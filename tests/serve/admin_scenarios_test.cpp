#include <doctest/doctest.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

void stub_order(StubClient& client) {
  client.stub(R"({"request": {"urlPath": "/order"}, "response": {"status": 404},
                  "scenarioName": "order", "requiredScenarioState": "Started",
                  "newScenarioState": "placed"})");
  client.stub(R"({"request": {"urlPath": "/order"}, "response": {"status": 200},
                  "scenarioName": "order", "requiredScenarioState": "placed"})");
}

std::string state(StubClient& client) {
  return client.admin("GET", "/scenarios").json().at("scenarios").at(0).at("state");
}

TEST_CASE("a scenario goes from state to state as its stubs answer") {
  StubClient client;
  stub_order(client);
  CHECK(state(client) == "Started");
  CHECK(client.call("GET", "/order").status == 404);
  CHECK(state(client) == "placed");
  CHECK(client.call("GET", "/order").status == 200);
  CHECK(client.call("GET", "/order").status == 200);
  SUBCASE("all scenarios are reset") { client.admin("POST", "/scenarios/reset"); }
  SUBCASE("one is set by name") {
    CHECK(client.admin("PUT", "/scenarios/order/state", R"({"state": "Started"})").body == "{}");
  }
  SUBCASE("one is reset by an empty body") {
    CHECK(client.admin("PUT", "/scenarios/order/state").status == 200);
  }
  SUBCASE("one is forgotten with its stubs") {
    client.admin("DELETE", "/mappings");
    CHECK(client.admin("GET", "/scenarios").body == R"({"scenarios":[]})");
    stub_order(client);
  }
  CHECK(state(client) == "Started");
  CHECK(client.call("GET", "/order").status == 404);
}

TEST_CASE("a stub whose scenario nothing leads to the state that it requires is warned of") {
  std::vector<std::string> warnings;
  EmulatorOptions options;
  options.warn = [&](const std::string& text) { warnings.push_back(text); };
  StubClient client(std::move(options));
  const std::string once =
      R"({"id": "11111111-2222-4333-8444-555555555555", "request": {"urlPath": "/order"},
          "response": {"status": 500}, "scenarioName": "once", "requiredScenarioState": "Started",
          "newScenarioState": "over"})";
  const auto warning_of = [](const StubClient::Answer& answer) {
    for (const Header& header : answer.whole.headers)
      if (header.name == "Emulator-Warning") return header.value;
    return std::string();
  };
  CHECK(warning_of(client.admin("POST", "/mappings", once)) == "");
  CHECK(client.call("GET", "/order").status == 500);
  const auto replaced = client.admin("PUT", "/mappings/11111111-2222-4333-8444-555555555555", once);
  const auto again = client.admin("POST", "/mappings",
                                  "{\"id\": \"21111111-2222-4333-8444-555555555555\"" +
                                      once.substr(once.find(", \"request\"")));
  CHECK(again.status == 201);
  const std::string why =
      "1111111-2222-4333-8444-555555555555 does not answer: its scenario 'once' is in the state "
      "'over', and no stub leads it to 'Started'; give it another scenario, or PUT "
      "/__admin/scenarios/{name}/state";
  CHECK(warning_of(replaced) == "the stub 1" + why);
  CHECK(warning_of(again) == "the stub 2" + why);
  CHECK(warnings == std::vector<std::string>{"the stub 1" + why, "the stub 2" + why});
  client.admin("POST", "/reset");
  CHECK(warning_of(client.admin("POST", "/mappings", once)) == "");
  stub_order(client);
  CHECK(warnings.size() == 2);
}

TEST_CASE("a scenario is shown with the states its stubs name, and takes no other") {
  StubClient client;
  stub_order(client);
  const Json scenario = client.admin("GET", "/scenarios").json().at("scenarios").at(0);
  CHECK(scenario.at("id") == "order");
  CHECK(scenario.at("possibleStates") == Json::parse(R"(["Started","placed"])"));
  CHECK(scenario.at("mappings").size() == 2);
  const auto wrong = client.admin("PUT", "/scenarios/order/state", R"({"state": "paid"})");
  CHECK(wrong.status == 422);
  CHECK(wrong.body ==
        R"({"errors":[{"code":11,"title":"No such state","detail":"the scenario 'order' has no )"
        R"(state 'paid'; it has 'Started' and 'placed'"}]})");
  const auto unknown = client.admin("PUT", "/scenarios/a%20b/state", R"({"state": "x"})");
  CHECK(unknown.status == 404);
  CHECK(unknown.body ==
        R"({"errors":[{"code":404,"title":"No such scenario","detail":"no stub belongs to the )"
        R"(scenario 'a b'"}]})");
  CHECK(client.admin("PUT", "/scenarios/order/state", "{}").status == 422);
}

TEST_CASE("no two concurrent calls take the same transition") {
  StubClient client;
  stub_order(client);
  std::atomic<int> first{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 50; ++k)
        if (client.call("GET", "/order").status == 404) ++first;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(first == 1);
}

}  // namespace
}  // namespace emulator
