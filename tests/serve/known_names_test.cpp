#include "emulator/serve/known_names.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

struct Refused {
  int status = 0;
  std::string pointer;
  std::string detail;
};

Refused refused(const StubClient::Answer& answer) {
  const Json error = answer.json().at("errors").at(0);
  return {answer.status, error.at("source").at("pointer"), error.at("detail")};
}

Refused counted(StubClient& client, const std::string& pattern, const std::string& base = "") {
  return refused(client.call("POST", base + "/__admin/requests/count", pattern));
}

TEST_CASE("a question about calls of an operation that there is none of is refused") {
  StubClient client;
  SUBCASE("with the one that was meant") {
    const Refused typo = counted(client, R"({"operationId": "get-persn"})");
    CHECK(typo.status == 422);
    CHECK(typo.pointer == "/operationId");
    CHECK(typo.detail ==
          "no operation has the operationId 'get-persn'; did you mean 'get-person'?");
  }
  SUBCASE("or with those there are") {
    CHECK(counted(client, R"({"operationId": "a"})").detail ==
          "no operation has the operationId 'a'; there is 'get-person'");
  }
  SUBCASE("however it is asked") {
    const std::string typo = R"({"operationId": "get-persn"})";
    for (const char* path :
         {"/requests/count", "/requests/find", "/requests/remove", "/export", "/events"}) {
      CAPTURE(path);
      const Refused answer = refused(client.admin("POST", path, typo));
      CHECK(answer.status == 422);
      CHECK(answer.pointer == "/operationId");
    }
    const Refused verified =
        refused(client.admin("POST", "/verify", R"({"exactly": 0, "pattern": )" + typo + "}"));
    CHECK(verified.status == 422);
    CHECK(verified.pointer == "/pattern/operationId");
    CHECK(client.admin("GET", "/events?pattern=%7B%22operationId%22%3A%22get-persn%22%7D").status ==
          400);
  }
}

TEST_CASE("a question about calls that broke a rule that there is none of is refused") {
  StubClient client;
  const Refused typo = counted(client, R"({"violated": "query.key.requird"})");
  CHECK(typo.status == 422);
  CHECK(typo.pointer == "/violated");
  CHECK(typo.detail ==
        "no rule has the id 'query.key.requird'; did you mean 'query.key.required'?");
  CHECK(client.admin("POST", "/requests/count", R"({"violated": "query.key.required"})").status ==
        200);
}

TEST_CASE("a question about calls in a space that there is none of is refused") {
  StubClient client;
  client.admin("PUT", "/spaces/jane", "{}");
  const Refused typo = counted(client, R"({"space": "jnae"})");
  CHECK(typo.status == 422);
  CHECK(typo.pointer == "/space");
  CHECK(typo.detail == "there is no space 'jnae'; did you mean 'jane'?");
  CHECK(counted(client, R"({"space": "x"})").detail ==
        "there is no space 'x'; there are 'jane' and 'default'");
  for (const char* known : {"jane", "default"}) {
    CHECK(client.admin("POST", "/requests/count", R"({"space": ")" + std::string(known) + "\"}")
              .status == 200);
  }
  SUBCASE("in a space too") {
    CHECK(counted(client, R"({"operationId": "get-persn"})", "/__space/jane").status == 422);
  }
  SUBCASE("of one that is gone") {
    client.admin("DELETE", "/spaces/jane");
    CHECK(counted(client, R"({"space": "jane"})").status == 422);
  }
}

TEST_CASE("what recorded calls have is known, also when the documents have it no more") {
  StubClient client;
  client.call("GET", "/people/p_1");
  client.emulator().replace(
      std::make_shared<const World>(std::make_shared<const Model>(), AnswerSettings{}, 2));
  for (const char* pattern :
       {R"({"operationId": "get-person"})", R"({"violated": "query.key.required"})"})
    CHECK(client.admin("POST", "/requests/count", pattern).json().at("count") == 1);
  client.admin("DELETE", "/requests");
  CHECK(counted(client, R"({"operationId": "get-person"})").detail ==
        "no operation has the operationId 'get-person'; there are none");
}

TEST_CASE("of many names the nearest are offered") {
  Model model;
  for (const char* id : {"list-orders", "make-order", "drop-order", "list-users", "make-user"}) {
    Operation operation;
    operation.id = id;
    model.operations.push_back(std::move(operation));
  }
  const auto journal = make_memory_journal({});
  Spaces spaces({});
  const auto refusal = [&](const char* id) -> std::string {
    try {
      refuse_unknown_names(CallPattern(Json{{"operationId", id}}), model, *journal, spaces);
    } catch (const PatternError& error) {
      return error.what();
    }
    return "";
  };
  CHECK(refusal("list-users") == "");
  CHECK(
      refusal("orders") ==
      "no operation has the operationId 'orders'; the nearest are 'list-orders', 'drop-order' and "
      "'make-order'");
}

}  // namespace
}  // namespace emulator
