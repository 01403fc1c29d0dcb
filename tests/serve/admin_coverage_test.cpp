#include "emulator/serve/admin_coverage.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

using namespace emulator;

TEST_CASE("coverage tells what calls exercised, with numbers, places and percentages") {
  StubClient client;
  client.call("GET", "/people/p_1");
  const auto answer = client.admin("GET", "/coverage");
  CHECK(answer.status == 200);
  CHECK(answer.json()["summary"].dump() ==
        R"({"operations":{"exercised":1,"of":1,"percent":100.0},)"
        R"("parameters":{"exercised":1,"of":2,"percent":50.0},)"
        R"("answers":{"exercised":1,"of":2,"percent":50.0},)"
        R"("examples":{"exercised":0,"of":0,"percent":100.0},)"
        R"("all":{"exercised":3,"of":5,"percent":60.0},)"
        R"("rules":{"exercised":1,"of":8,"percent":12.5}})");
  CHECK(answer.json()["percent"] == 60.0);
  const Json operation = answer.json()["operations"][0];
  CHECK(operation["operation"] == "get-person");
  CHECK(operation["place"] == "shop.yaml:4:5");
  CHECK(operation["calls"] == 1);
  CHECK(operation["parameters"][1]["name"] == "key");
  CHECK(operation["parameters"][1]["place"] == "shop.yaml:8:11");
  CHECK(operation["parameters"][1]["seen"] == 0);
  CHECK(
      operation["parameters"][1]["rules"][0].dump() ==
      R"({"rule":"query.key.required","class":"documented","place":"shop.yaml:8:34","broken":1})");
  CHECK(operation["answers"][1].dump() ==
        R"({"status":"400","mediaType":"application/json","place":"shop.yaml:17:27","sent":1,)"
        R"("byStub":0,"examples":[]})");
}

TEST_CASE("the coverage of a space is that of its calls; without a space it is that of all") {
  StubClient client;
  client.call("GET", "/__space/jane/people/p_1?key=a");
  client.call("GET", "/people/p_1?key=a");
  const auto calls = [&](const std::string& before) {
    return client.call("GET", before + "/__admin/coverage").json()["operations"][0]["calls"];
  };
  CHECK(calls("/__space/jane") == 1);
  CHECK(calls("/__space/jim") == 0);
  CHECK(calls("") == 2);
}
