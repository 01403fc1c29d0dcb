#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

constexpr const char* kId = "11111111-2222-4333-8444-555555555555";

std::string ids_of(const Json& list) {
  std::string names;
  for (const Json& stub : list.at("mappings"))
    names += (names.empty() ? "" : " ") + stub.value("name", "?");
  return names;
}

TEST_CASE("a stub answers before the document does, and stops when it is removed") {
  StubClient client;
  CHECK(client.call("GET", "/people/p_1?key=k").status == 200);
  const std::string id =
      client.stub(R"({"name": "busy", "request": {"method": "GET", "urlPath": "/people/p_1"},
                      "response": {"status": 503, "jsonBody": {"busy": true},
                                   "headers": {"Content-Type": "application/json",
                                               "X-Two": ["a", "b"]}}})");
  const auto answer = client.call("GET", "/people/p_1?key=k");
  CHECK(answer.status == 503);
  CHECK(answer.body == R"({"busy":true})");
  CHECK(*answer.whole.header("Matched-Stub-Id") == id);
  CHECK(*answer.whole.header("Matched-Stub-Name") == "busy");
  CHECK(answer.whole.headers[1].value == "a");
  CHECK(answer.whole.headers[2].value == "b");
  CHECK(client.call("GET", "/people/p_2?key=k").status == 200);

  CHECK(client.admin("DELETE", "/mappings/" + id).body == "{}");
  CHECK(client.admin("DELETE", "/mappings/" + id).status == 404);
  CHECK(client.call("GET", "/people/p_1?key=k").status == 200);
}

TEST_CASE("a created stub is shown with its ids and its defaults, and as it was given") {
  StubClient client;
  const auto created =
      client.admin("POST", "/mappings", std::string(R"({"id": ")") + kId + R"(", "priority": 3,
      "request": {"urlPath": "/a", "headers": {"X": {"equalTo": "1"}}},
      "response": {"body": "hi"}, "metadata": {"team": "a"}, "insertionIndex": 7})");
  CHECK(created.status == 201);
  const std::string shown = std::string(R"({"id":")") + kId + R"(","uuid":")" + kId +
                            R"(","priority":3,"request":{"method":"ANY","urlPath":"/a",)"
                            R"("headers":{"X":{"equalTo":"1"}}},"response":{"body":"hi",)"
                            R"("status":200},"metadata":{"team":"a"}})";
  CHECK(created.body == shown);
  CHECK(client.admin("GET", std::string("/mappings/") + kId).body == shown);
  CHECK(client.admin("GET", "/mappings").body ==
        R"({"mappings":[)" + shown + R"(],"meta":{"total":1}})");
  SUBCASE("its id cannot be taken again") {
    const auto again = client.admin("POST", "/mappings", std::string(R"({"id":")") + kId + "\"}");
    CHECK(again.status == 422);
    CHECK(again.json().at("errors").at(0).at("code") == 109);
    CHECK(again.json().at("errors").at(0).at("title") == "Duplicate stub mapping ID");
  }
  SUBCASE("an upper-case id is the same id") {
    CHECK(client.admin("GET", "/mappings/11111111-2222-4333-8444-555555555555").status == 200);
  }
  SUBCASE("replacing it gives the whole stub anew") {
    const auto put =
        client.admin("PUT", std::string("/mappings/") + kId, R"({"response": {"status": 204}})");
    CHECK(put.status == 200);
    CHECK(put.json().at("id") == kId);
    CHECK(!put.json().contains("metadata"));
    CHECK(client.call("GET", "/other").status == 204);
  }
}

TEST_CASE(
    "the strongest priority answers, then the most recent stub; a replaced one keeps its place") {
  StubClient client;
  const std::string old = client.stub(R"({"name": "old", "response": {"status": 201}})");
  client.stub(R"({"name": "new", "response": {"status": 202}})");
  CHECK(client.call("GET", "/x").status == 202);
  client.admin("PUT", "/mappings/" + old, R"({"name": "old", "response": {"status": 203}})");
  CHECK(client.call("GET", "/x").status == 202);
  client.stub(R"({"name": "first", "priority": 1, "response": {"status": 204}})");
  client.stub(R"({"name": "weak", "priority": 9, "response": {"status": 205}})");
  CHECK(client.call("GET", "/x").status == 204);
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "first new old weak");
  CHECK(ids_of(client.admin("GET", "/mappings?limit=2&offset=1").json()) == "new old");
  CHECK(client.admin("GET", "/mappings?limit=x").status == 400);
}

TEST_CASE(
    "a call that a stub answers is still judged, and what the document does not allow is noted") {
  StubClient client;
  const std::string id = client.stub(R"({"response": {"status": 418, "body": "short and stout"}})");
  CHECK(client.call("GET", "/people/p_1").status == 418);
  const Json event = client.newest_event();
  CHECK(event.at("wasMatched") == true);
  CHECK(event.at("stubMapping").at("id") == id);
  CHECK(event.at("responseDefinition") ==
        Json::parse(R"({"status":418,"body":"short and stout"})"));
  const Json trail = event.at("subEvents").at(0).at("data").at("trail");
  CHECK(trail.at(trail.size() - 2) ==
        "note: the stub's status 418 is not documented for get-person: 200 and 400 are "
        "(shop.yaml:4:5)");
  CHECK(trail.back() == "answered by the stub " + id + ", not by the document");
  CHECK(event.at("subEvents").at(0).at("data").at("violations").size() == 1);

  client.stub(R"({"response": {"headers": {"Content-Type": "application/json"}, "jsonBody": {}}})");
  client.call("GET", "/people/p_1?key=k");
  const Json next = client.newest_event().at("subEvents").at(0).at("data").at("trail");
  CHECK(next.at(next.size() - 2) ==
        "note: the stub's body must have the member 'name' (shop.yaml:15:27)");
}

TEST_CASE("delays and faults become effects of the answer, and the event tells them") {
  StubClient client;
  client.admin("POST", "/settings", R"({"fixedDelay": 100})");
  SUBCASE("the settings hold where the stub says nothing") {
    client.stub("{}");
    const auto effects = client.call("GET", "/x").whole.effects;
    REQUIRE(effects.size() == 1);
    CHECK(std::get<Delay>(effects[0]).by.count() == 100);
    CHECK(client.newest_event().at("timing").at("addedDelay") == 100);
  }
  SUBCASE(
      "a stub's own fixed delay takes the place of that of the settings; a drawn one is added") {
    client.stub(R"({"response": {"fixedDelayMilliseconds": 5, "delayDistribution":
                    {"type": "uniform", "lower": 10, "upper": 10},
                    "chunkedDribbleDelay": {"numberOfChunks": 3, "totalDuration": 30}}})");
    const auto effects = client.call("GET", "/x").whole.effects;
    REQUIRE(effects.size() == 2);
    CHECK(std::get<Delay>(effects[0]).by.count() == 15);
    CHECK(std::get<Dribble>(effects[1]).pieces == 3);
  }
  SUBCASE("a fault is named in the event") {
    client.stub(R"({"response": {"fault": "CONNECTION_RESET_BY_PEER"}})");
    const auto effects = client.call("GET", "/x").whole.effects;
    REQUIRE(effects.size() == 2);
    CHECK(std::holds_alternative<ConnectionReset>(effects[1]));
    CHECK(client.newest_event().at("response").dump() ==
          R"({"status":0,"bodyAsBase64":"","body":"","fault":"CONNECTION_RESET_BY_PEER"})");
    CHECK(client.newest_event().at("wasMatched") == true);
  }
  CHECK(client.admin("GET", "/settings").body ==
        R"({"settings":{"fixedDelay":100,"proxyPassThrough":true}})");
  CHECK(client.admin("PUT", "/settings", R"({"settings": {}})").status == 200);
  CHECK(client.admin("GET", "/settings").body == R"({"settings":{"proxyPassThrough":true}})");
}

TEST_CASE("a stub mapping that cannot be used is refused with the place and the reason") {
  struct Row {
    const char* stub;
    const char* pointer;
    const char* detail;
  };
  const Row kRows[] = {
      {R"({"requst": {}})", "/requst", "there is no member 'requst' here; did you mean 'request'?"},
      {R"({"response": {"status": "200"}})", "/response/status",
       "must be a whole number from 0 to 999, is the string '200'"},
      {R"({"response": {"status": 42}})", "/response/status",
       "a status that ends a call is from 200 to 999, or 0 for 200"},
      {R"({"response": {"headers": {"A": 1}}})", "/response/headers/A",
       "must be a string, is the number 1"},
      {R"({"response": {"fault": "NONE"}})", "/response/fault",
       "'NONE' is no fault; there are EMPTY_RESPONSE, CONNECTION_RESET_BY_PEER, "
       "MALFORMED_RESPONSE_CHUNK, RANDOM_DATA_THEN_CLOSE, STALL, TRUNCATED_BODY"},
      {R"({"response": {"base64Body": "a"}})", "/response/base64Body",
       "is not base64 (RFC 4648, section 4, with its padding)"},
      {R"({"response": {"delayDistribution": {"type": "normal"}}})",
       "/response/delayDistribution/type",
       "'normal' is no delay; use 'fixed', 'uniform' or 'lognormal'"},
      {R"({"response": {"delayDistribution": {"type": "uniform", "lower": 2, "upper": 1}}})",
       "/response/delayDistribution", "'lower' is greater than 'upper'"},
      {R"({"response": {"transformers": ["response-template"]}})", "/response/transformers/0",
       "templates are not supported: send the text itself as `body` or `jsonBody`"},
      {R"({"response": {"proxyBaseUrl": "http://x"}})", "/response/proxyBaseUrl",
       "the key 'proxyBaseUrl' is not supported"},
      {R"({"request": {"headers": {"A": {}}}})", "/request/headers/A", nullptr},
      {R"({"id": "7"})", "/id", "the id '7' is not a UUID"},
  };
  StubClient client;
  for (const Row& row : kRows) {
    CAPTURE(row.stub);
    const auto refused = client.admin("POST", "/mappings", row.stub);
    CHECK(refused.status == 422);
    const Json error = refused.json().at("errors").at(0);
    CHECK(error.at("code") == 10);
    CHECK(error.at("title") == "Error parsing JSON");
    CHECK(error.at("source").at("pointer") == row.pointer);
    if (row.detail) CHECK(error.at("detail") == row.detail);
  }
  CHECK(client.admin("GET", "/mappings").json().at("mappings").empty());
}

TEST_CASE("stubs are imported from the end of the list, all or none") {
  StubClient client;
  client.stub(R"({"name": "before"})");
  CHECK(client.admin("POST", "/mappings/import", R"({"mappings": [{"name": "a"}, {"name": "b"}]})")
            .status == 200);
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "a b before");
  const auto refused =
      client.admin("POST", "/mappings/import", R"({"mappings": [{"name": "c"}, {"nam": "d"}]})");
  CHECK(refused.status == 422);
  CHECK(refused.json().at("errors").at(0).at("source").at("pointer") == "/mappings/1/nam");
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "a b before");
  client.admin("POST", "/mappings/import",
               R"({"mappings": [{"name": "c"}], "importOptions": {"deleteAllNotInImport": true}})");
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "c");
}

TEST_CASE("an import keeps the order of what it finds, replaces or leaves what is known") {
  StubClient client;
  const auto one = [](const char* id, const char* name, int priority) {
    return Json{{"id", std::string("11111111-2222-4333-8444-") + id},
                {"name", name},
                {"priority", priority}};
  };
  const auto import = [&](const Json& stubs, const char* policy) {
    return client.admin(
        "POST", "/mappings/import",
        Json{{"mappings", stubs}, {"importOptions", {{"duplicatePolicy", policy}}}}.dump());
  };
  const Json first = {one("000000000001", "a", 5), one("000000000002", "b", 5),
                      one("000000000003", "c", 1)};
  CHECK(import(first, "OVERWRITE").status == 200);
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "c a b");
  const Json second = {one("000000000004", "d", 5), one("000000000002", "B", 5),
                       one("000000000004", "D", 5)};
  CHECK(import(second, "OVERWRITE").status == 200);
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "c d a B");
  const Json third = {one("000000000001", "x", 5), one("000000000005", "e", 5)};
  CHECK(import(third, "IGNORE").status == 200);
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "c e d a B");
}

TEST_CASE(
    "as many stubs as a space has room for are imported at once, and more are not even read") {
  StubClient client;
  const auto list = [](std::size_t stubs) {
    std::string text = R"({"mappings":[{})";
    for (std::size_t i = 1; i < stubs; ++i) text += ",{}";
    return text + "]}";
  };
  CHECK(client.admin("POST", "/mappings/import", list(2'000)).status == 200);
  for (const char* path : {"/mappings/import", "/mappings/remove"}) {
    CAPTURE(path);
    const auto refused = client.admin("POST", path, list(10'001));
    CHECK(refused.status == 422);
    CHECK(
        refused.body ==
        R"({"errors":[{"code":10,"source":{"pointer":"/mappings"},"title":"Error parsing JSON","detail":"holds more than 10000 stubs, which is what a space has room for"}]})");
  }
}

TEST_CASE("what no head of an answer can hold is refused, not sent otherwise") {
  StubClient client;
  struct Row {
    const char* response;
    const char* error;
  };
  const Row kRows[] = {
      {R"({"headers": {"X-A": "a\r\nX-B: b"}})",
       R"({"pointer":"/response/headers/X-A"},"title":"Error parsing JSON","detail":"holds a control character, such as a line end, which no head of an answer has")"},
      {R"({"headers": {"X-A": ["a", "\u0000"]}})",
       R"({"pointer":"/response/headers/X-A/1"},"title":"Error parsing JSON","detail":"holds a control character, such as a line end, which no head of an answer has")"},
      {R"({"headers": {"X A": "a"}})",
       R"({"pointer":"/response/headers/X A"},"title":"Error parsing JSON","detail":"'X A' cannot name a header; a name is a token, like X-Request-Id")"},
      {R"({"headers": {"": "a"}})",
       R"({"pointer":"/response/headers/"},"title":"Error parsing JSON","detail":"'' cannot name a header; a name is a token, like X-Request-Id")"},
      {R"({"statusMessage": "OK\n"})",
       R"({"pointer":"/response/statusMessage"},"title":"Error parsing JSON","detail":"holds a control character, such as a line end, which no head of an answer has")"},
      {R"({"status": 101})",
       R"({"pointer":"/response/status"},"title":"Error parsing JSON","detail":"a status that ends a call is from 200 to 999, or 0 for 200")"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.response);
    const auto refused =
        client.admin("POST", "/mappings", R"({"response": )" + std::string(row.response) + "}");
    CHECK(refused.status == 422);
    CHECK(refused.body == R"({"errors":[{"code":10,"source":)" + std::string(row.error) + "}]}");
  }
  CHECK(client.stub(R"({"response": {"headers": {"X-A": "a\tb é"}, "statusMessage": "Schön"}})") !=
        "");
}

TEST_CASE("stubs made at run time have so many bytes, and those that recorded calls keep count") {
  EmulatorOptions options;
  options.stub_bytes = 100'000;
  StubClient client(std::move(options));
  const std::string large = R"({"request": {"urlPath": "/a"}, "response": {"body": ")" +
                            std::string(30'000, 'x') + R"("}})";
  const std::string id = client.stub(large);
  const auto refused = client.admin("POST", "/mappings", large);
  CHECK(refused.status == 422);
  CHECK(
      refused.body ==
      R"({"errors":[{"code":10,"title":"Error parsing JSON","detail":"there is no room for this stub beside those of all spaces and those that answered recorded calls; let go of some: POST /__admin/reset?spaces=all"}]})");
  CHECK(client.call("POST", "/__space/b/__admin/mappings", large).status == 422);
  client.call("GET", "/a");
  client.admin("DELETE", "/mappings/" + id);
  CHECK(client.admin("POST", "/mappings", large).status == 422);
  client.admin("POST", "/reset?spaces=all");
  client.stub(large);
}

TEST_CASE("large answers that no client has read yet have so many bytes") {
  EmulatorOptions options;
  options.answer_bytes = 5'000'000;
  StubClient client(std::move(options));
  client.stub(R"({"response": {"body": ")" + std::string(2'000'000, 'x') + R"("}})");
  {
    const auto unread = client.admin("GET", "/mappings");
    CHECK(unread.status == 200);
    client.admin("GET", "/mappings");
    const auto second = client.admin("GET", "/mappings");
    CHECK(second.status == 200);
    const auto refused = client.admin("GET", "/mappings");
    CHECK(refused.status == 503);
    CHECK(
        refused.body ==
        R"({"errors":[{"code":503,"title":"Too many large answers wait","detail":"answers of more than 1 MiB that no client has read yet may take 4 MiB; read those that were asked for, or ask for less"}]})");
    CHECK(client.admin("GET", "/mappings?limit=0").status == 200);
  }
  CHECK(client.admin("GET", "/mappings").status == 200);
}

TEST_CASE("a stub is removed by its id or by an equal request pattern") {
  StubClient client;
  const std::string id = client.stub(R"({"name": "a", "request": {"urlPath": "/a"}})");
  client.stub(R"({"name": "b", "request": {"method": "GET", "urlPath": "/b"}})");
  CHECK(client.admin("POST", "/mappings/remove", R"({"id": ")" + id + "\"}").status == 200);
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "b");
  const char* like_b = R"({"request": {"urlPath": "/b", "method": "GET"}})";
  CHECK(client.admin("POST", "/mappings/remove", like_b).status == 200);
  CHECK(client.admin("POST", "/mappings/remove", like_b).status == 200);
  CHECK(client.admin("GET", "/mappings").json().at("mappings").empty());
}

TEST_CASE("stubs that no recorded call used can be listed and removed") {
  StubClient client;
  client.stub(R"({"name": "used", "request": {"urlPath": "/used"}})");
  client.stub(R"({"name": "unused", "request": {"urlPath": "/unused"}})");
  client.call("GET", "/used");
  CHECK(ids_of(client.admin("GET", "/mappings/unmatched").json()) == "unused");
  CHECK(client.admin("DELETE", "/mappings/unmatched").body == "{}");
  CHECK(ids_of(client.admin("GET", "/mappings").json()) == "used");
}

TEST_CASE("reset takes stubs and calls away and keeps the settings") {
  StubClient client;
  client.stub("{}");
  client.admin("POST", "/settings", R"({"fixedDelay": 1})");
  client.call("GET", "/x");
  SUBCASE("reset") { CHECK(client.admin("POST", "/reset").status == 200); }
  SUBCASE("mappings/reset") { CHECK(client.admin("POST", "/mappings/reset").status == 200); }
  CHECK(client.admin("GET", "/mappings").json().at("meta").at("total") == 0);
  CHECK(client.emulator().calls().empty());
  CHECK(client.admin("GET", "/settings").json().at("settings").at("fixedDelay") == 1);
}

TEST_CASE("a stub with a URL that no call can have is warned of") {
  std::vector<std::string> warnings;
  EmulatorOptions options;
  options.warn = [&](const std::string& text) { warnings.push_back(text); };
  StubClient client(std::move(options));
  const auto made = client.admin("POST", "/mappings",
                                 R"({"id": "21111111-2222-4333-8444-555555555555",
                                     "request": {"urlPath": "/a b"}})");
  CHECK(made.status == 201);
  const std::string why =
      "the stub 21111111-2222-4333-8444-555555555555 does not answer: no call has the urlPath "
      "'/a b', as such characters are sent percent-encoded; write '/a%20b'";
  REQUIRE(made.whole.header("Emulator-Warning"));
  CHECK(*made.whole.header("Emulator-Warning") == why);
  CHECK(warnings == std::vector<std::string>{why});
  client.stub(R"({"request": {"urlPath": "/a%20b"}})");
  CHECK(warnings.size() == 1);
}

TEST_CASE("a stub that misses a documented call or its scenario by a slip is made and warned of") {
  struct Slip {
    const char* stub;
    const char* why;
  };
  const Slip slips[] = {
      {R"("requiredScenarioState": "a")",
       "belongs to no scenario: 'requiredScenarioState' "
       "does nothing without a 'scenarioName'"},
      {R"("requiredScenarioState": "a", "newScenarioState": "b")",
       "belongs to no scenario: 'requiredScenarioState' and 'newScenarioState' do nothing without "
       "a 'scenarioName'"},
      {R"("request": {"method": "POST", "urlPath": "/people/p_1"})",
       "answers no documented call: its path is not documented for POST; did you mean GET "
       "/people/{id}?"},
      {R"("request": {"method": "GET", "urlPath": "/poeple/p_1"})",
       "answers no documented call: its path is not documented; did you mean GET /people/{id}?"},
      {R"("request": {"urlPathTemplate": "/person/{id}"})", ""},
      {R"("request": {"method": "DELETE", "urlPathTemplate": "/peopel/{id}"})",
       "answers no documented call: its path is not documented; did you mean '/people/{id}'?"},
      {R"("request": {"url": "/people/p_1"})",
       "answers no documented call: its url has no query, and GET /people/{id} requires 'key'; use "
       "urlPath for calls with any query"},
      {R"("request": {"url": "/people/p_1?key=1"})", ""},
      {R"("request": {"method": "HEAD", "urlPath": "/people/p_1"})", ""},
      {R"("request": {"urlPath": "/people/p_1"})", ""},
      {R"("request": {"method": "POST", "urlPath": "/orders"})", ""},
      {R"("request": {"urlPathPattern": "/poeple/.*"})", ""}};
  for (const Slip& slip : slips) {
    CAPTURE(slip.stub);
    StubClient client;
    const auto made = client.admin(
        "POST", "/mappings",
        R"({"id": "21111111-2222-4333-8444-555555555555", )" + std::string(slip.stub) + "}");
    CHECK(made.status == 201);
    const std::string* warning = made.whole.header("Emulator-Warning");
    const std::string why =
        std::string("the stub 21111111-2222-4333-8444-555555555555 ") + slip.why;
    CHECK((warning ? *warning : "") == (*slip.why ? why : ""));
  }
}

}  // namespace
}  // namespace emulator
