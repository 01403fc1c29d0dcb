#include "emulator/serve/spaces.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

std::size_t calls_in(StubClient& client, const std::string& base) {
  return client.call("GET", base + "/__admin/requests").json().at("meta").at("total");
}

TEST_CASE("a call of the admin protocol that is refused makes no space") {
  EmulatorOptions options;
  options.admin.token = "s3cret";
  StubClient client(std::move(options));
  const auto send = [&](std::string_view target, std::vector<Header> headers) {
    headers.push_back({"Host", "localhost"});
    return client.send(make_request("GET", target, headers));
  };
  const Header token{"Authorization", "Bearer s3cret"};
  const Header page{"Origin", "https://page.test"};
  CHECK(send("/__space/a/__admin/requests", {}).status == 401);
  CHECK(send("/__space/a/__admin", {}).status == 401);
  CHECK(send("/__space/a/__admin/requests", {token, page}).status == 403);
  CHECK(send("http://localhost/__space/a/__admin/requests?x=1", {page}).status == 403);
  CHECK(*send("/__admin/spaces", {token}).body == R"({"spaces":[]})");
  CHECK(send("/__space/a/__admin/requests", {token}).status == 200);
  CHECK(send("/__space/b/people/p_1?at=/__admin", {page}).status == 400);
  CHECK(*send("/__admin/spaces", {token}).body ==
        R"({"spaces":[{"name":"a","calls":0},{"name":"b","calls":1}]})");
}

TEST_CASE("a base URL of its own isolates a test: stubs, records, states, calls") {
  StubClient client;
  client.call("POST", "/__space/a/__admin/mappings", R"({"response": {"status": 503}})");
  client.call("PUT", "/__space/a/__admin/fixtures/people/p_9", R"({"name": "joan"})");
  CHECK(client.call("GET", "/__space/a/people/p_1?key=k").status == 503);
  CHECK(client.call("GET", "/__space/b/people/p_1?key=k").status == 200);
  CHECK(client.call("GET", "/__space/b/people/p_9?key=k").status == 400);
  CHECK(client.call("GET", "/people/p_1?key=k").status == 200);
  CHECK(calls_in(client, "/__space/a") == 1);
  CHECK(calls_in(client, "/__space/b") == 2);
  SUBCASE("calls are shown without the prefix") {
    const Json list = client.call("GET", "/__space/a/__admin/requests").json();
    CHECK(list.at("requests").at(0).at("request").at("url") == "/people/p_1?key=k");
  }
  SUBCASE("without a space's address everything is read, in order") {
    CHECK(calls_in(client, "") == 4);
    const Json list = client.admin("GET", "/requests").json().at("requests");
    CHECK(list.at(0).at("request").at("url") == "/people/p_1?key=k");
    CHECK(list.at(1).at("request").at("url") == "/people/p_9?key=k");
  }
  SUBCASE("a reset spares the spaces") {
    client.admin("POST", "/reset");
    CHECK(calls_in(client, "/__space/a") == 1);
    CHECK(client.call("GET", "/__space/a/people/p_1?key=k").status == 503);
    client.admin("POST", "/reset?spaces=all");
    CHECK(calls_in(client, "/__space/a") == 0);
    CHECK(client.call("GET", "/__space/a/people/p_1?key=k").status == 200);
  }
  SUBCASE("a space's reset spares all others") {
    client.call("POST", "/__space/b/__admin/reset");
    CHECK(calls_in(client, "/__space/b") == 0);
    CHECK(calls_in(client, "/__space/a") == 1);
  }
}

TEST_CASE("a space claims the calls that match, the most recent claim first") {
  StubClient client;
  const auto claim = [&](const std::string& name, const std::string& key) {
    return client.admin("PUT", "/spaces/" + name,
                        R"({"match": {"queryParameters": {"key": {"equalTo": ")" + key + "\"}}}}");
  };
  CHECK(claim("jane", "1").status == 201);
  CHECK(claim("jane", "1").status == 200);
  CHECK(claim("jim", "2").status == 201);
  const auto taken = claim("joan", "2");
  CHECK(taken.status == 409);
  CHECK(taken.json().at("errors").at(0).at("detail") ==
        "the space 'jim' claims by an equal pattern; claim by a value of your own, or remove that "
        "space first");
  client.call("POST", "/__space/jane/__admin/mappings", R"({"response": {"status": 503}})");
  CHECK(client.call("GET", "/people/p_1?key=1").status == 503);
  CHECK(client.call("GET", "/people/p_1?key=2").status == 200);
  CHECK(client.call("GET", "/people/p_1?key=3").status == 200);
  CHECK(calls_in(client, "/__space/jane") == 1);
  CHECK(calls_in(client, "/__space/jim") == 1);
  const Json all = client.admin("GET", "/spaces").json().at("spaces");
  REQUIRE(all.size() == 2);
  CHECK(all.at(0).dump() ==
        R"({"name":"jane","match":{"queryParameters":{"key":{"equalTo":"1"}}},"calls":1})");

  client.admin("PUT", "/spaces/late", R"({"match": {"urlPath": "/people/p_1"}})");
  CHECK(client.call("GET", "/people/p_1?key=1").status == 200);
  CHECK(client.admin("DELETE", "/spaces/late").body == "{}");
  const auto gone = client.admin("DELETE", "/spaces/late");
  CHECK(gone.status == 404);
  CHECK(gone.body == "");
  CHECK(*gone.whole.header("Emulator-Warning") ==
        "there is no space 'late'; there are 'jane' and 'jim'");
  const auto kept = client.admin("DELETE", "/spaces/default");
  CHECK(kept.status == 404);
  CHECK(*kept.whole.header("Emulator-Warning") ==
        "the space 'default' stays; POST /__admin/reset empties it");
  CHECK(client.call("GET", "/people/p_1?key=1").status == 503);
}

TEST_CASE("a claim equal to another is refused, however it is written") {
  StubClient client;
  const auto claim = [&](const std::string& name, const std::string& match) {
    return client.admin("PUT", "/spaces/" + name, R"({"match": )" + match + "}").status;
  };
  CHECK(claim("jude", R"({"headers": {"X-Test": {"equalTo": "1"}}})") == 201);
  CHECK(claim("jose", R"({"method": "ANY", "headers": {"x-test": {"equalTo": "1"}}})") == 409);
  CHECK(claim("jose", R"({"method": "GET", "headers": {"x-test": {"equalTo": "1"}}})") == 201);
}

TEST_CASE(
    "stubs of the default space answer in every space, with the space's own scenario states") {
  StubClient client;
  client.stub(R"({"request": {"urlPath": "/turn"}, "response": {"status": 201}, "scenarioName": "s",
                  "requiredScenarioState": "Started", "newScenarioState": "done"})");
  CHECK(client.call("GET", "/__space/a/turn").status == 201);
  CHECK(client.call("GET", "/__space/a/turn").status == 404);
  CHECK(client.call("GET", "/__space/b/turn").status == 201);
  CHECK(client.call("GET", "/turn").status == 201);
}

TEST_CASE("a space's own stubs come and go without a change to the common scenarios") {
  StubClient client;
  client.stub(R"({"request": {"urlPath": "/turn"}, "response": {"status": 201}, "scenarioName": "s",
                  "requiredScenarioState": "Started", "newScenarioState": "done"})");
  CHECK(client.call("GET", "/__space/a/turn").status == 201);
  client.call("POST", "/__space/a/__admin/mappings",
              R"({"request": {"urlPath": "/own"}, "response": {"status": 202}, )"
              R"("scenarioName": "t", "newScenarioState": "over"})");
  CHECK(client.call("GET", "/__space/a/own").status == 202);
  CHECK(client.call("GET", "/__space/a/turn").status == 404);
  client.call("DELETE", "/__space/a/__admin/mappings");
  CHECK(client.call("GET", "/__space/a/turn").status == 404);
  client.call("POST", "/__space/a/__admin/reset");
  CHECK(client.call("GET", "/__space/a/turn").status == 201);
}

TEST_CASE("what the gate rejects is recorded in the space it was for") {
  StubClient client;
  client.admin("PUT", "/spaces/jane",
               R"({"match": {"queryParameters": {"key": {"equalTo": "1"}}}})");
  const auto reject = [&](const char* bytes) {
    client.emulator().rejected(std::get<Rejection>(*frame_one(bytes)));
  };
  reject("GET /__space/a/people/p_1 HTTP/1.1\r\n\r\n");
  reject("GET /people/p_1?key=1 HTTP/1.1\r\n\r\n");
  reject("GET /people/p_1 HTTP/1.1\r\n\r\n");
  const auto malformed = [&](const std::string& space) {
    return client
        .admin("POST", "/requests/count", R"({"outcome": "malformed", "space": ")" + space + "\"}")
        .json()
        .at("count");
  };
  CHECK(malformed("a") == 1);
  CHECK(malformed("jane") == 1);
  CHECK(malformed("default") == 1);

  SUBCASE(
      "also where a target cannot be decoded: what of it can, and the headers, say whose it is") {
    client.admin("PUT", "/spaces/jim", R"({"match": {"headers": {"X-Test": {"equalTo": "2"}}}})");
    reject("GET /people/p_1?note=100%&key=1 HTTP/1.1\r\nHost: a\r\n\r\n");
    reject("GET /people/%zz HTTP/1.1\r\nHost: a\r\nX-Test: 2\r\n\r\n");
    CHECK(malformed("jane") == 2);
    CHECK(malformed("jim") == 1);
    CHECK(client.newest_event().at("request").at("headers") ==
          Json{{"Host", "a"}, {"X-Test", "2"}});
  }
}

TEST_CASE("without a space's address, calls are removed that are listed as removed") {
  StubClient client;
  client.call("GET", "/zz");
  client.call("GET", "/__space/a/zz");
  client.call("GET", "/__space/b/zz");
  const auto removed = [&](const std::string& query, const char* pattern) {
    return client.admin("POST", "/requests/remove" + query, pattern)
        .json()
        .at("serveEvents")
        .size();
  };
  SUBCASE("those of the default space") {
    CHECK(removed("", R"({"urlPath": "/zz"})") == 1);
    CHECK(calls_in(client, "") == 2);
  }
  SUBCASE("those of the space that is named") {
    CHECK(removed("", R"({"space": "a"})") == 1);
    CHECK(calls_in(client, "/__space/a") == 0);
    CHECK(calls_in(client, "") == 2);
  }
  SUBCASE("those of all spaces") {
    CHECK(removed("?spaces=all", R"({"urlPath": "/zz"})") == 3);
    CHECK(calls_in(client, "") == 0);
  }
  SUBCASE("one by its id, whosever it is") {
    const std::string id = client.newest_event().at("id");
    CHECK(client.admin("DELETE", "/requests/" + id).body == "{}");
    CHECK(client.admin("GET", "/requests/" + id).status == 404);
    CHECK(calls_in(client, "/__space/b") == 0);
  }
  SUBCASE("not those of another space") {
    CHECK(client.call("POST", "/__space/a/__admin/requests/remove", "{}")
              .json()
              .at("serveEvents")
              .size() == 1);
    CHECK(calls_in(client, "") == 2);
  }
  SUBCASE("a word that is none of these is refused") {
    CHECK(client.admin("DELETE", "/requests?spaces=al").body ==
          R"({"errors":[{"code":10,"source":{"pointer":"spaces"},)"
          R"("title":"Query parameter 'spaces' is not 'all'","detail":"found 'al'"}]})");
    CHECK(calls_in(client, "") == 3);
  }
}

TEST_CASE("a claim that cannot be used is refused") {
  StubClient client;
  CHECK(client.admin("PUT", "/spaces/a%20b", "{}").body ==
        R"({"errors":[{"code":10,"title":"'a b' cannot name a space","detail":"use letters, )"
        R"(digits, '.', '_' and '-', at most 100, and not 'default'"}]})");
  CHECK(client.admin("PUT", "/spaces/default", "{}").status == 422);
  for (const char* name : {".", ".."}) CHECK_FALSE(Spaces::is_name(name));
  CHECK(
      client.admin("PUT", "/spaces/a", R"({"match": {}})").json().at("errors").at(0).at("detail") ==
      "an empty pattern would claim every call");
  CHECK(client.admin("PUT", "/spaces/a", R"({"match": {"urlPth": "/a"}})")
            .json()
            .at("errors")
            .at(0)
            .at("source")
            .at("pointer") == "/match/urlPth");
  CHECK(client.admin("PUT", "/spaces/a", R"({"claim": {"url": "/a"}})")
            .json()
            .at("errors")
            .at(0)
            .at("detail") == "the pattern of the calls that a space claims is called 'match'");
  CHECK(client.admin("GET", "/spaces").body == R"({"spaces":[]})");
  const auto nameless = client.call("GET", "/__space//people/p_1");
  CHECK(nameless.status == 404);
  CHECK(client.call("GET", "/__space/default/people/p_1").status == 404);
}

TEST_CASE(
    "a space ends with its time, or when nobody used it for an hour; there is room for 1,000") {
  Spaces spaces({});
  const auto now = Spaces::Clock::now();
  std::string holder;
  SpaceClaim brief;
  brief.ttl = std::chrono::milliseconds(50);
  CHECK(spaces.claim("brief", brief, now, &holder) == Spaces::Outcome::kMade);
  CHECK(spaces.claim("idle", {}, now, &holder) == Spaces::Outcome::kMade);
  CHECK(spaces.list(now + std::chrono::milliseconds(49)).size() == 2);
  CHECK(spaces.list(now + std::chrono::milliseconds(50)).size() == 1);
  CHECK(spaces.list(now + std::chrono::hours(2)).empty());
  for (std::size_t i = 0; i < Spaces::kMost; ++i)
    CHECK(spaces.claim("s" + std::to_string(i), {}, now, &holder) == Spaces::Outcome::kMade);
  CHECK(spaces.claim("more", {}, now, &holder) == Spaces::Outcome::kFull);
  Request request = make_request("GET", "/__space/more/x");
  CHECK(spaces.enter(request, now) == nullptr);
}

TEST_CASE("a space that dropped calls does not count, until it is reset; others do") {
  EmulatorOptions options;
  options.journal = {2, 1u << 20};
  Emulator emulator(StubClient::small_world(), options);
  const auto ask = [&](const char* method, const std::string& target, std::string body = {}) {
    return emulator.handle(make_request(method, target, {}, std::move(body)));
  };
  const auto status_of_count = [&](const std::string& base) {
    return ask("POST", base + "/__admin/requests/count", "{}").status;
  };
  for (int i = 0; i < 3; ++i) ask("GET", "/__space/a/nowhere");
  ask("GET", "/__space/b/nowhere");
  CHECK(status_of_count("/__space/a") == 500);
  CHECK(*ask("GET", "/__space/a/__admin/requests").header("Emulator-Journal-Dropped") == "1");
  CHECK(ask("POST", "/__space/a/__admin/verify", R"({"pattern": {}, "atLeast": 1})").status == 500);
  CHECK(status_of_count("/__space/b") == 200);
  CHECK(status_of_count("") == 500);  // counts those of all
  CHECK(ask("POST", "/__admin/requests/count", R"({"space": "default"})").status == 200);
  CHECK(ask("POST", "/__admin/verify", R"({"pattern": {"space": "b"}, "exactly": 1})").status ==
        200);
  CHECK(ask("POST", "/__admin/requests/count", R"({"space": "a"})").status == 500);
  ask("POST", "/__space/a/__admin/reset");
  CHECK(status_of_count("/__space/a") == 200);
  CHECK(status_of_count("") == 200);
}

TEST_CASE("where a space dropped calls, it is told how that space keeps more") {
  EmulatorOptions options;
  options.journal = {3, 1u << 20};
  Emulator emulator(StubClient::small_world(), options);
  const auto ask = [&](const char* method, const std::string& target, std::string body = {}) {
    return emulator.handle(make_request(method, target, {}, std::move(body)));
  };
  const auto detail = [&](const std::string& base) -> std::string {
    const Response count = ask("POST", base + "/__admin/requests/count", "{}");
    return Json::parse(*count.body).at("errors").at(0).at("detail");
  };
  ask("PUT", "/__admin/spaces/jane", R"({"journalEntries": 1})");
  for (int i = 0; i < 3; ++i) ask("GET", "/__space/jane/nowhere");
  const std::string of_jane =
      "2 calls were dropped from the journal of the space 'jane', which keeps at most 1, since it "
      "was last emptied, so a count could be too low; make the space with a higher journalEntries "
      "(DELETE, then PUT /__admin/spaces/jane), start the emulator with a higher --journal-bytes "
      "if "
      "its calls are large or the spaces many, or empty the journal (DELETE "
      "/__space/jane/__admin/requests) before "
      "the "
      "calls to be counted";
  CHECK(detail("/__space/jane") == of_jane);
  CHECK(detail("") == of_jane);
  SUBCASE("as it was made, whatever is claimed later") {
    ask("PUT", "/__admin/spaces/jane", "{}");
    CHECK(detail("") == of_jane);
  }
  SUBCASE("verify says it as well") {
    const Response verified =
        ask("POST", "/__space/jane/__admin/verify", R"({"pattern": {}, "exactly": 1})");
    CHECK(verified.status == 500);
    CHECK(Json::parse(*verified.body).at("errors").at(0).at("detail") == of_jane);
  }
  SUBCASE("of the default space the program's options say it") {
    ask("DELETE", "/__space/jane/__admin/requests");
    for (int i = 0; i < 4; ++i) ask("GET", "/nowhere");
    CHECK(detail("") ==
          "1 call was dropped from the journal since it was last emptied, so a count could be too "
          "low; start the emulator with higher --journal-entries and --journal-bytes, or empty the "
          "journal (DELETE /__admin/requests) before the calls to be counted");
  }
  SUBCASE("of several spaces together") {
    for (int i = 0; i < 4; ++i) ask("GET", "/nowhere");
    CHECK(
        detail("") ==
        "3 calls were dropped from the journals of the spaces 'default' (1) and 'jane' (2) since "
        "they were last emptied, so a count could be too low; make a space with a higher "
        "journalEntries (DELETE, then PUT /__admin/spaces/{name}), start the emulator with higher "
        "--journal-entries and --journal-bytes, ask in a space alone "
        "(/__space/{name}/__admin), or empty the journals (DELETE /__admin/requests?spaces=all) "
        "before the calls to be counted");
  }
}

TEST_CASE("concurrent tests in spaces of their own do not meet") {
  StubClient client;
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      const std::string base = "/__space/t" + std::to_string(i);
      const std::string status = std::to_string(500 + i);
      for (int k = 0; k < 25; ++k) {
        client.call(
            "POST", base + "/__admin/mappings",
            R"({"request": {"urlPath": "/shared"}, "response": {"status": )" + status + "}}");
        client.call("PUT", base + "/__admin/fixtures/people/own", R"({"name": ")" + base + "\"}");
        if (client.call("GET", base + "/shared").status != 500 + i) ++wrong;
        if (client.call("GET", base + "/people/own?key=k").status != 200) ++wrong;
        if (calls_in(client, base) != 2) ++wrong;
        client.call("POST", base + "/__admin/reset");
        if (client.call("GET", base + "/shared").status != 404) ++wrong;
        client.call("DELETE", base + "/__admin/requests");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace emulator
