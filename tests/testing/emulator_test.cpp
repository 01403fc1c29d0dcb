#include "emulator/testing/emulator.h"

#include <doctest/doctest.h>

#include <thread>

#include "tests/support/folder.h"
#include "tests/support/socket_client.h"
#include "tests/testing/failures.h"

namespace emulator::testing {
namespace {

using std::chrono::milliseconds;

constexpr const char* kMagento = "/integrations/Magento";
constexpr const char* kCall = "/integrations/Magento?userId=merchant_123@example.com";

std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1)));
}

std::string sent(const std::string& target) {
  return "GET " + target +
         " HTTP/1.1\r\nHost: x\r\nAuthorization: bearer KEY\r\nx-api-version: 2025-09\r\n\r\n";
}

template <class Action>
std::string why(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST_CASE("the built-in API answers without a socket") {
  Emulator alloy;
  const Answer answer = alloy.call("GET", kCall, good_headers());
  CHECK(answer.status == 200);
  CHECK(answer.header("content-type") == "application/json");
  CHECK(answer.body.starts_with(R"({"data":{"integrationId":)"));
  const auto calls = alloy.calls();
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].id == answer.header("Emulator-Call"));
  CHECK(calls[0].method == "GET");
  CHECK(calls[0].target == kCall);
  CHECK(calls[0].parameter("userId") == "merchant_123@example.com");
  CHECK(calls[0].header("AUTHORIZATION") == "bearer KEY");
  CHECK(calls[0].outcome == "accepted");
  CHECK(calls[0].status == 200);
  CHECK(calls[0].why == "");
}

TEST_CASE("a refused call tells why") {
  Emulator alloy;
  CHECK(alloy.call("GET", kMagento, good_headers()).status == 400);
  const Call call = alloy.calls(Match().refused()).at(0);
  CHECK(call.violated == std::vector<std::string>{"query.userId.required"});
  CHECK(call.why.starts_with("query.userId.required (documented, "));
  CHECK(alloy.count(Match().violating("query.userId.required")) == 1);
  CHECK(alloy.count(Match().accepted()) == 0);
}

TEST_CASE("the refused calls are told with their reasons, for what is printed where a test fails") {
  Emulator alloy;
  alloy.call("GET", kCall, good_headers());
  CHECK(alloy.refused() == "");
  alloy.call("GET", kMagento, good_headers());
  CHECK(without_ids(alloy.refused()) ==
        R"(expected exactly 0 of the recorded calls to match {"outcome":"refused"}, found 1 call
found: GET /integrations/Magento answered 400 at TIME (ID)
  refused: query.userId.required (documented): query userId: expected a value, found none; add 'userId=…' to the query
)");
}

TEST_CASE("it listens on a free port as soon as somebody asks for its URL") {
  Emulator one, other;
  CHECK(one.url() == one.url());
  CHECK(one.url() != other.url());
  support::SocketClient client(port_of(one.url()));
  client.send(sent(kCall));
  CHECK(client.answer().starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(one.count() == 1);
  CHECK(other.count() == 0);
  Options options;
  options.port = port_of(one.url());
  Emulator third(options);
  CHECK(why([&] { third.url(); }).find("is taken by another program") != std::string::npos);
}

TEST_CASE("a stub goes before the documented answer, for all calls or for one") {
  Emulator alloy;
  const auto status = [&] { return alloy.call("GET", kCall, good_headers()).status; };
  const std::string id =
      alloy.stub(get(kMagento), reply(503).with_json(Members{{"message", "later"}}));
  CHECK(alloy.call("GET", kCall).body == R"({"message":"later"})");
  alloy.stub(get(kMagento), reply(429).once());
  alloy.stub(get(kMagento), reply(500).once());
  CHECK(status() == 500);
  CHECK(status() == 429);
  CHECK(status() == 503);
  alloy.remove_stub(id);
  CHECK(status() == 200);
  alloy.stub(R"({"request": {"urlPath": "/x"}, "response": {"status": 418}})");
  CHECK(alloy.call("GET", "/x").status == 418);
}

TEST_CASE("a fault breaks the connection") {
  Emulator alloy;
  const auto client = [&] { return support::SocketClient(port_of(alloy.url())); };
  alloy.fault(get("/empty"), Fault::kEmptyResponse);
  auto empty = client();
  empty.send(sent("/empty"));
  CHECK(empty.rest() == "");
  CHECK(empty.ended_cleanly());
  alloy.fault(get("/reset"), Fault::kConnectionReset);
  auto reset = client();
  reset.send(sent("/reset"));
  CHECK(reset.rest() == "");
  CHECK(reset.was_reset());
  for (const Fault fault : {Fault::kMalformedChunk, Fault::kRandomDataThenClose, Fault::kStall,
                            Fault::kTruncatedBody}) {
    CAPTURE(to_string(fault));
    CHECK(alloy.fault(get("/other"), fault) != "");
  }
  CHECK(alloy.count(get("/reset")) == 1);
}

TEST_CASE("a test makes its own user and takes it away") {
  Emulator alloy;
  const auto status = [&](const std::string& user) {
    return alloy.call("GET", std::string(kMagento) + "?userId=" + user, good_headers()).status;
  };
  CHECK(alloy.record("users", {{"userId", "u_1"}, {"username", "jane@example.com"}}) == "u_1");
  CHECK(status("u_1") == 200);
  CHECK(status("jane@example.com") == 200);
  const std::string key = alloy.record("users", {{"username", "joan@example.com"}});
  CHECK(status(key) == 200);
  CHECK(alloy.record("users", {{"username", "jim@example.com"}}) != key);
  alloy.remove_record("users", "u_1");
  CHECK(status("u_1") == 400);
  alloy.reset();
  CHECK(status(key) == 400);
}

TEST_CASE("an integration is installed for a user, and stays so when other records change") {
  Emulator alloy;
  const auto installed = [&] {
    return alloy
               .call("GET", "/integrations/Shopify?userId=merchant_123@example.com", good_headers())
               .body.find(R"("installed":true)") != std::string::npos;
  };
  const Members installation{{"userId", "6622cd2e506ac293a3e60b00"},
                             {"integrationId", "66326843cc9cdb107221f222"},
                             {"patch", Members{{"installed", true}}}};
  CHECK(alloy.record("installations", installation) ==
        "6622cd2e506ac293a3e60b00,66326843cc9cdb107221f222");
  CHECK(installed());
  alloy.record("users", {{"username", "jane@example.com"}});
  CHECK(installed());
  alloy.reset();
  CHECK(!installed());
}

TEST_CASE("waiting ends when the call comes, or when the patience does") {
  Emulator alloy;
  std::thread later([&] { alloy.call("GET", kCall, good_headers()); });
  CHECK(alloy.wait_for(get(kMagento)));
  later.join();
  CHECK(!alloy.wait_for(get(kMagento), 2, milliseconds(20)));
}

TEST_CASE("documents of one's own, and how strict it is, are options") {
  const support::Folder folder;
  Options options;
  options.openapi = {folder.write("pets.yaml", R"(openapi: 3.0.3
paths:
  /pets: {get: {operationId: list-pets, responses: {'200': {content: {application/json: {example: [cat]}}}}}}
)")};
  Emulator pets(options);
  CHECK(pets.call("GET", "/pets").body == R"(["cat"])");
  CHECK(pets.calls(operation("list-pets")).at(0).operation == "list-pets");

  Options strict;
  strict.api_keys = {"OTHER"};
  strict.detailed_errors = true;
  const Answer refused = Emulator(strict).call("GET", kCall, good_headers());
  CHECK(refused.status == 400);
  CHECK(refused.body.find(R"("rule":"header.Authorization.)") != std::string::npos);

  Options lax;
  lax.allow_unknown_users = true;
  lax.accepted_api_versions = {"2024-01"};
  CHECK(Emulator(lax)
            .call("GET", "/integrations/Magento?userId=nobody",
                  {{"Authorization", "bearer KEY"}, {"x-api-version", "2024-01"}})
            .status == 200);
}

TEST_CASE("what cannot be is an error that says why") {
  Emulator alloy;
  CHECK(why([&] { alloy.record("user", {}); }) ==
        "the record cannot be put into 'user': the fixtures have no collection 'user'; did you "
        "mean 'users'?");
  CHECK(why([&] {
          alloy.record("users", {{"userId", "u_1"}, {"username", "merchant_123@example.com"}});
        }).starts_with("the record cannot be put into 'users': users/u_1:"));
  CHECK(why([&] { alloy.remove_record("users", "u/1"); }) ==
        "the record cannot be taken out: no record of 'users' has the key 'u/1'; GET "
        "/__admin/fixtures/users lists them");
  CHECK(why([&] {
          alloy.stub(get("/a").refused(), reply(200));
        }).starts_with("the stub cannot be put: /request/outcome: "));
  CHECK(why([&] {
          alloy.calls(Match().with_path_matching("("));
        }).starts_with("the pattern cannot be read: /urlPathPattern: "));
  CHECK(why([&] { alloy.expect(Match::json(R"({"urlPth": "/a"})")); }) ==
        "the pattern cannot be read: /urlPth: a request pattern has no key 'urlPth'; did you mean "
        "'urlPath'?");
  CHECK(why([&] { alloy.remove_stub("66326843-cc9c-4db1-8722-1f2220000000"); }) ==
        "there is no stub with the id '66326843-cc9c-4db1-8722-1f2220000000': status 404");
  Options missing;
  missing.openapi = {"/nowhere/api.yaml"};
  CHECK(why([&] { Emulator emulator(missing); }).find("/nowhere/api.yaml") != std::string::npos);
}

TEST_CASE("many threads use one emulator") {
  Emulator alloy;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      const std::string path = "/own/" + std::to_string(i);
      for (int k = 0; k < 20; ++k) {
        alloy.stub(get(path), reply(201).once());
        alloy.record("users", {{"username", path + std::to_string(k)}});
        alloy.call("GET", path);
        alloy.url();
      }
      alloy.expect(get(path), exactly(20));
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(alloy.check_expectations());
  CHECK(alloy.count() == 80);
}

}  // namespace
}  // namespace emulator::testing
