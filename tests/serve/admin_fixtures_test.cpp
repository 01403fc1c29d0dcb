#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

TEST_CASE("a test makes its own record in one call, and reset undoes it") {
  StubClient client;
  CHECK(client.call("GET", "/people/p_9?key=k").status == 400);
  const auto put = client.admin("PUT", "/fixtures/people/p_9", R"({"name": "joan"})");
  CHECK(put.status == 200);
  CHECK(put.body == R"({"record":{"name":"joan","id":"p_9"},"findings":[]})");
  CHECK(client.call("GET", "/people/p_9?key=k").body == R"({"name":"joan","id":"p_9"})");
  CHECK(client.call("GET", "/people/joan?key=k").status == 200);
  CHECK(client.admin("GET", "/fixtures").body == R"({"collections":{"people":3}})");
  CHECK(client.admin("GET", "/fixtures/people/joan").body == R"({"name":"joan","id":"p_9"})");
  CHECK(client.admin("GET", "/fixtures/people").json().at("records").size() == 3);

  client.admin("POST", "/reset");
  CHECK(client.call("GET", "/people/p_9?key=k").status == 400);
  CHECK(client.call("GET", "/people/p_1?key=k").body == R"({"id":"p_1","name":"jane"})");
}

TEST_CASE("a record is replaced, patched and removed by any of its keys") {
  StubClient client;
  CHECK(client.admin("PATCH", "/fixtures/people/jane", R"({"age": 7})").json().at("findings") ==
        Json::array({"people/jane:4:3: warning: neither the documented schema nor its example has "
                     "'age' here   [fixture.unknown-documented-member]\n"
                     "  4 |   \"age\": 7\n"
                     "    |   ^\n"
                     "  hint: it is sent all the same"}));
  CHECK(client.admin("PATCH", "/fixtures/people/jane", R"({"age": null})").status == 200);
  CHECK(client.admin("PATCH", "/fixtures/people/p_1", R"({"name": "janet"})").body ==
        R"({"record":{"id":"p_1","name":"janet"},"findings":[]})");
  CHECK(client.call("GET", "/people/janet?key=k").status == 200);
  CHECK(client.call("GET", "/people/jane?key=k").status == 400);
  CHECK(client.admin("DELETE", "/fixtures/people/p_1").body == "{}");
  CHECK(client.call("GET", "/people/p_1?key=k").status == 400);
  CHECK(client.admin("DELETE", "/fixtures/people/p_1").status == 404);
}

TEST_CASE("a record that loading would refuse is refused with the finding, and nothing changes") {
  StubClient client;
  const auto wrong = client.admin("PUT", "/fixtures/people/p_9", R"({"name": 7})");
  CHECK(wrong.status == 422);
  CHECK(wrong.json().at("errors").at(0).at("title") == "fixture.schema");
  const auto taken = client.admin("PUT", "/fixtures/people/p_9", R"({"name": "jim"})");
  CHECK(taken.status == 422);
  CHECK(taken.json().at("errors").at(0).at("title") == "fixture.duplicate-key");
  for (const char* method : {"PUT", "PATCH"}) {
    const auto behind = client.admin(method, "/fixtures/people/p_1", R"({"name": "jim"})");
    CHECK(behind.status == 422);
    CHECK(behind.json().at("errors").at(0).at("title") == "fixture.duplicate-key");
  }
  const auto other =
      client.admin("PUT", "/fixtures/people/p_9", R"({"id": "p_8", "name": "joan"})");
  CHECK(other.status == 422);
  CHECK(other.json().at("errors").at(0).at("detail") ==
        "people/p_9:1:1: error: this record of 'people' does not answer to the key 'p_9' it is put "
        "under   [fixture.other-record-key]\n"
        "  1 | {\n"
        "    | ^\n"
        "  hint: write the same value in the address and in the record's key");
  CHECK(client.admin("PUT", "/fixtures/people/p_9", "[]").status == 422);
  CHECK(client.admin("GET", "/fixtures").body == R"({"collections":{"people":2}})");
}

TEST_CASE("an unknown collection or record is told, with what there is") {
  StubClient client;
  CHECK(client.admin("PUT", "/fixtures/peple/p_9", "{}").body ==
        R"({"errors":[{"code":404,"title":"No such collection","detail":"the fixtures have no )"
        R"(collection 'peple'; did you mean 'people'?"}]})");
  CHECK(client.admin("GET", "/fixtures/people/p_7").body ==
        R"({"errors":[{"code":404,"title":"No such record","detail":"no record of 'people' has )"
        R"(the key 'p_7'; GET /__admin/fixtures/people lists them"}]})");
}

TEST_CASE("records made at run time outlive a reload") {
  StubClient client;
  client.admin("PUT", "/fixtures/people/p_9", R"({"name": "joan"})");
  client.call("GET", "/people/p_9?key=k");
  client.emulator().replace(StubClient::small_world());
  CHECK(client.call("GET", "/people/p_9?key=k").status == 200);
  // What was recorded before still tells the record it was answered from.
  CHECK(client.admin("GET", "/requests").status == 200);
}

}  // namespace
}  // namespace emulator
