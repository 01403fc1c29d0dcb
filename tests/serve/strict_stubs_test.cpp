#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

// "POINTER: DETAIL" of the refusal; accepted: "".
std::string refusal(StubClient& client, const std::string& stub) {
  const auto answer = client.admin("POST", "/mappings", stub);
  if (answer.status == 201) return {};
  CHECK(answer.status == 422);
  const Json error = answer.json().at("errors").at(0);
  return error.at("source").at("pointer").get<std::string>() + ": " +
         error.at("detail").get<std::string>();
}

TEST_CASE("with --strict-stubs a stub is refused whose answer the document does not allow") {
  EmulatorOptions options;
  options.strict_stubs = true;
  StubClient client(options);
  SUBCASE("a status") {
    CHECK(refusal(client,
                  R"({"request": {"urlPath": "/people/p_1"}, "response": {"status": 503}})") ==
          "/response/status: the stub's status 503 is not documented for get-person: 200 and 400 "
          "are (shop.yaml:4:5); the emulator was started with --strict-stubs");
  }
  SUBCASE("a media type") {
    CHECK(refusal(client, R"({"request": {"urlPathTemplate": "/people/{who}"},
                              "response": {"body": "x"}})") ==
          "/response: the stub's answer has no type, documented is application/json "
          "(shop.yaml:11:11); the emulator was started with --strict-stubs");
  }
  SUBCASE("a content") {
    CHECK(refusal(client, R"({"request": {"method": "GET", "urlPathPattern": "/people/.*"},
        "response": {"jsonBody": {"name": 7}, "headers": {"Content-Type": "application/json"}}})") ==
          "/response/jsonBody/name: the stub's body /name must be a string, is the number 7 "
          "(shop.yaml:16:63); the emulator was started with --strict-stubs");
  }
  SUBCASE("a path or a method") {
    CHECK(refusal(client, R"({"request": {"method": "GET", "url": "/poeple/p_1?key=k"}})") ==
          "/request/url: no documented operation answers GET '/poeple/p_1?key=k'; the emulator was "
          "started with --strict-stubs");
    CHECK(refusal(client, R"({"request": {"method": "POST", "urlPath": "/people/p_1"}})") ==
          "/request/urlPath: no documented operation answers POST '/people/p_1'; the emulator was "
          "started with --strict-stubs");
  }
  SUBCASE("any call answered by one") {
    CHECK(refusal(client, R"({"response": {"status": 418}})").starts_with("/response/status: "));
  }
  SUBCASE("one of an import, and then none of it is taken") {
    const auto answer = client.admin("POST", "/mappings/import",
                                     R"({"mappings": [{"response": {"status": 204}}]})");
    CHECK(answer.status == 422);
    CHECK(answer.json().at("errors").at(0).at("source").at("pointer") ==
          "/mappings/0/response/status");
  }
  SUBCASE("what it allows is taken, and so is what breaks the wire") {
    CHECK(refusal(client, R"({"request": {"urlPath": "/people/p_9"},
        "response": {"jsonBody": {"name": "j"}, "headers": {"Content-Type": "application/json"}}})") ==
          "");
    CHECK(refusal(client, R"({"response": {"fault": "EMPTY_RESPONSE"}})") == "");
    CHECK(refusal(client, R"x({"request": {"urlPathPattern": "/people/(jim|jane)"},
        "response": {"status": 503}})x") == "");
  }
}

}  // namespace
}  // namespace emulator
