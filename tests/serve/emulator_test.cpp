#include "emulator/serve/emulator.h"

#include <doctest/doctest.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/admin_contract.h"

using namespace emulator;

namespace {

constexpr const char* kDocument = R"(openapi: 3.0.3
paths:
  /things/{thingId}:
    get:
      operationId: get-thing
      parameters:
        - {name: thingId, in: path, required: true, schema: {type: string}}
        - {name: owner, in: query, required: true, schema: {type: string}}
      responses:
        '200': {content: {application/json: {example: {name: hammer}}}}
        '400': {content: {application/json: {example: {}}}}
)";

WorldPtr tiny_world() {
  Findings findings;
  auto model = load_model(read_documents("things.yaml", kDocument, findings), {}, {}, findings);
  REQUIRE(model);
  return std::make_shared<const World>(model, AnswerSettings{}, 1);
}

RequestPattern pattern(const char* text) { return RequestPattern(Json::parse(text)); }

Response admin(Emulator& emulator, const Request& request) {
  Response response = emulator.handle(request);
  check_contract(request, response);
  return response;
}

}  // namespace

TEST_CASE("a test asks in-process which calls were made") {
  Emulator emulator(tiny_world());
  CHECK(emulator.handle(make_request("GET", "/things/1?owner=jane")).status == 200);
  CHECK(emulator.handle(make_request("GET", "/things/2")).status == 400);

  CHECK(emulator.calls().size() == 2);
  const auto janes =
      emulator.calls(pattern(R"({"queryParameters": {"owner": {"equalTo": "jane"}}})"));
  REQUIRE(janes.size() == 1);
  CHECK(janes[0]->request.target == "/things/1?owner=jane");
  CHECK(janes[0]->decision.operation->id == "get-thing");
  CHECK(why_of(emulator.calls()[1]->decision) ==
        "query.owner.required (documented, things.yaml:8:36): expected a value, found none — add "
        "'owner=…' to the query");
}

TEST_CASE("a test asks over HTTP which calls were made") {
  Emulator emulator(tiny_world());
  emulator.handle(make_request("GET", "/things/1?owner=jane", {{"X-Trace", "a"}}));
  emulator.handle(make_request("GET", "/things/2?owner=jim"));
  const auto ask = [&](const char* path, const char* body) {
    const Response response =
        admin(emulator, make_request("POST", path, {{"Host", "localhost"}}, body));
    return Json::parse(*response.body);
  };
  CHECK(ask("/__admin/requests/count", R"({"urlPathPattern": "/things/.*"})").at("count") == 2);
  CHECK(
      ask("/__admin/requests/count", R"({"headers": {"x-trace": {"equalTo": "a"}}})").at("count") ==
      1);
  const Json found =
      ask("/__admin/requests/find", R"({"queryParameters": {"owner": {"equalTo": "jim"}}})");
  CHECK(found.at("requests").at(0).at("url") == "/things/2?owner=jim");
  CHECK(emulator.calls().size() == 2);  // questions are not calls
}

TEST_CASE("reset forgets the calls") {
  Emulator emulator(tiny_world());
  emulator.handle(make_request("GET", "/things/1?owner=jane"));
  admin(emulator, make_request("POST", "/__admin/reset", {{"Host", "localhost"}}));
  CHECK(emulator.calls().empty());
}

TEST_CASE("an answer names its call, and the call can be found by that name") {
  Emulator emulator(tiny_world());
  const Response response = emulator.handle(make_request("GET", "/things/1?owner=jane"));
  const std::string* id = response.header("Emulator-Call");
  REQUIRE(id);
  REQUIRE(emulator.recorded().get(*id));
  CHECK(emulator.recorded().get(*id)->request.target == "/things/1?owner=jane");
}

TEST_CASE("the same call gets the same answer") {
  EmulatorOptions options;
  options.emulator_headers = false;
  Emulator emulator(tiny_world(), options);
  const auto ask = [&] {
    return *emulator.handle(make_request("GET", "/things/1?owner=jane")).body;
  };
  CHECK(ask() == ask());
}

TEST_CASE("what the gate rejects is answered as a problem, and recorded") {
  Emulator emulator(tiny_world());
  const auto framed = frame_one("GET /things/1 HTTP/1.1\r\n\r\n");
  const Response response = emulator.rejected(std::get<Rejection>(*framed));
  CHECK(response.status == 400);
  CHECK(*response.header("Content-Type") == "application/problem+json");
  REQUIRE(emulator.calls().size() == 1);
  CHECK(emulator.calls()[0]->decision.outcome == Outcome::kMalformed);
  CHECK(emulator.calls()[0]->request.target == "/things/1");
}

TEST_CASE("many threads call, ask and reset at once, and every answered call is found") {
  Emulator emulator(tiny_world());
  std::vector<std::thread> threads;
  std::atomic<int> lost{0};
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      const std::string target = "/things/" + std::to_string(t) + "?owner=jane";
      for (int i = 0; i < 200; ++i) {
        const Response response = emulator.handle(make_request("GET", target));
        if (!emulator.recorded().get(*response.header("Emulator-Call"))) ++lost;
        emulator.calls(pattern(R"({"method": "GET"})"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(lost == 0);
  CHECK(emulator.calls().size() == 800);
}
