#include "emulator/serve/admin_requests.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/serve_event.h"
#include "tests/serve/admin_host.h"

namespace emulator {
namespace {

Json events(std::initializer_list<EntryPtr> entries) {
  Json all = Json::array();
  for (const EntryPtr& entry : entries) all.push_back(serve_event(*entry));
  return all;
}

Json requests(std::initializer_list<EntryPtr> entries) {
  Json all = Json::array();
  for (const EntryPtr& entry : entries) all.push_back(logged_request(*entry));
  return all;
}

Json event_list(std::initializer_list<EntryPtr> entries, std::size_t total) {
  return {{"requests", events(entries)},
          {"meta", {{"total", total}}},
          {"requestJournalDisabled", false}};
}

Json request_list(std::initializer_list<EntryPtr> entries) {
  return {{"requests", requests(entries)}, {"requestJournalDisabled", false}};
}

TEST_CASE("recorded calls are listed newest first") {
  AdminTestHost host;
  CHECK(ask(host, "GET", "/__admin/requests").body ==
        R"({"requests":[],"meta":{"total":0},"requestJournalDisabled":false})");
  const EntryPtr a = host.record("GET", "/a", Outcome::kAccepted);
  const EntryPtr b = host.record("GET", "/b", Outcome::kUnmatched);
  const EntryPtr c = host.record("GET", "/c", Outcome::kRefused);
  const auto list = [&](const std::string& query) {
    const AdminAnswer answer = ask(host, "GET", "/__admin/requests" + query);
    CHECK(answer.status == 200);
    CHECK(answer.type == "application/json");
    CHECK(answer.dropped == "");
    return answer.json();
  };
  CHECK(list("") == event_list({c, b, a}, 3));
  CHECK(list("?unknown=1&unmatched=false") == event_list({c, b, a}, 3));
  SUBCASE("a limit does not change the total") {
    CHECK(list("?limit=2") == event_list({c, b}, 3));
    CHECK(list("?limit=0") == event_list({}, 3));
    CHECK(list("?limit=99") == event_list({c, b, a}, 3));
  }
  SUBCASE("since keeps what was logged strictly later and does not change the total") {
    CHECK(list("?since=2026-11-23T17:42:44.328Z") == event_list({c}, 3));
    CHECK(list("?since=2026-11-23T17:42:44.327Z") == event_list({c, b}, 3));
    CHECK(list("?since=2026-11-23T18:42:44.328%2B01:00&limit=5") == event_list({c}, 3));
    CHECK(list("?since=2026-11-23T18:42:44.328+01:00") == event_list({c}, 3));
    CHECK(list("?since=9999-12-31T23:59:59Z") == event_list({}, 3));
  }
  SUBCASE("unmatched and matchingStub change the total") {
    CHECK(list("?unmatched=true") == event_list({b}, 1));
    CHECK(list("?matchingStub=" + stub_id(*c)) == event_list({c}, 1));
    CHECK(list("?matchingStub=00000000-0000-0000-0000-000000000000") == event_list({}, 0));
  }
}

TEST_CASE("a query parameter that cannot be read is 400") {
  AdminTestHost host;
  const auto refusal = [&](const std::string& query) {
    const AdminAnswer answer = ask(host, "GET", "/__admin/requests?" + query);
    CHECK(answer.status == 400);
    CHECK(answer.type == "application/json");
    return answer.body;
  };
  CHECK(refusal("limit=x") ==
        R"({"errors":[{"code":10,"source":{"pointer":"limit"},)"
        R"("title":"Query parameter 'limit' is not a whole number from 0 on",)"
        R"("detail":"found 'x'"}]})");
  for (const char* query : {"limit=", "limit=-1", "limit=1.5", "limit=99999999999999999999"}) {
    CAPTURE(query);
    CHECK(refusal(query).find("whole number") != std::string::npos);
  }
  CHECK(refusal("since=2026-11-23") ==
        R"({"errors":[{"code":10,"source":{"pointer":"since"},)"
        R"("title":"Query parameter 'since' is not a date-time with a zone, )"
        R"(such as 2026-11-23T17:42:43.328Z","detail":"found '2026-11-23'"}]})");
  CHECK(refusal("matchingStub=x") ==
        R"({"errors":[{"code":15,"source":{"pointer":"matchingStub"},)"
        R"("title":"Query parameter 'matchingStub' is not a UUID","detail":"found 'x'"}]})");
}

TEST_CASE("unmatched calls are listed newest first as requests") {
  AdminTestHost host;
  const EntryPtr a = host.record("GET", "/a", Outcome::kUnmatched);
  host.record("GET", "/b", Outcome::kAccepted);
  host.record("UNKNOWN", "", Outcome::kMalformed);
  const EntryPtr c = host.record("GET", "/c", Outcome::kUnmatched);
  const AdminAnswer answer = ask(host, "GET", "/__admin/requests/unmatched");
  CHECK(answer.status == 200);
  CHECK(answer.json() == request_list({c, a}));
}

TEST_CASE("one call is shown and forgotten by its id") {
  AdminTestHost host;
  const EntryPtr a = host.record("GET", "/a", Outcome::kAccepted);
  const EntryPtr b = host.record("GET", "/b", Outcome::kAccepted);
  const std::string path = "/__admin/requests/" + a->id;
  CHECK(ask(host, "GET", path).json() == serve_event(*a));

  const AdminAnswer deleted = ask(host, "DELETE", path);
  CHECK(deleted.status == 200);
  CHECK(deleted.body == "{}");
  CHECK(ask(host, "GET", path).status == 404);
  CHECK(ask(host, "GET", path).body == "");
  CHECK(ask(host, "DELETE", path).status == 200);
  CHECK(ask(host, "GET", "/__admin/requests").json() == event_list({b}, 1));
}

TEST_CASE("an id may be in upper case; what is no UUID is 400") {
  AdminTestHost host;
  auto entry = std::make_shared<Entry>();
  entry->id = "abcdefab-0000-4000-8000-000000000000";
  entry->request = make_request("GET", "/");
  host.journal().append(entry);
  CHECK(ask(host, "GET", "/__admin/requests/ABCDEFAB-0000-4000-8000-000000000000").status == 200);
  for (const char* method : {"GET", "DELETE"}) {
    const AdminAnswer answer = ask(host, method, "/__admin/requests/a%20b");
    CHECK(answer.status == 400);
    CHECK(answer.body == R"({"errors":[{"code":10,"title":"'a b' is not a UUID"}]})");
  }
}

// As WireMock, which reads an id there; docs/admin-openapi.yaml has no operation for these.
TEST_CASE("a name that is asked with another method is no id, and that method is named") {
  AdminTestHost host;
  const auto body_of = [&](const char* method, const char* target) {
    return *Admin().answer(host, make_request(method, target))->body;
  };
  CHECK(body_of("GET", "/__admin/requests/count") ==
        R"({"errors":[{"code":10,"title":"'count' is not a UUID",)"
        R"("detail":"did you mean POST /__admin/requests/count?"}]})");
  CHECK(body_of("DELETE", "/__admin/mappings/remove") ==
        R"({"errors":[{"code":10,"title":"'remove' is not a UUID",)"
        R"("detail":"did you mean POST /__admin/mappings/remove?"}]})");
}

TEST_CASE("all calls are forgotten at once") {
  for (const auto& [method, path] :
       {std::pair("DELETE", "/__admin/requests"), std::pair("POST", "/__admin/requests/reset")}) {
    AdminTestHost host({1, 256u << 20});
    host.record("GET", "/a", Outcome::kAccepted);
    host.record("GET", "/b", Outcome::kAccepted);
    const AdminAnswer answer = ask(host, method, path);
    CHECK(answer.status == 200);
    CHECK(answer.body == "{}");
    CHECK(host.journal().counts().entries == 0);
    CHECK(host.journal().counts().dropped == 0);
  }
}

TEST_CASE("calls are counted, found and removed by a pattern") {
  AdminTestHost host;
  const EntryPtr a = host.record("GET", "/a?x=1", Outcome::kAccepted, {{"X", "1"}});
  const EntryPtr b = host.record("GET", "/b", Outcome::kAccepted);
  const EntryPtr c = host.record("GET", "/a", Outcome::kUnmatched, {{"X", "1"}});
  const std::string pattern =
      R"({"method": "GET", "urlPath": "/a", "headers": {"X": {"equalTo": "1"}}})";

  const AdminAnswer count = ask(host, "POST", "/__admin/requests/count", pattern);
  CHECK(count.status == 200);
  CHECK(count.type == "application/json");
  CHECK(count.body == R"({"count":2,"requestJournalDisabled":false})");
  CHECK(ask(host, "POST", "/__admin/requests/count", "{}").body ==
        R"({"count":3,"requestJournalDisabled":false})");

  const AdminAnswer found = ask(host, "POST", "/__admin/requests/find?limit=1", pattern);
  CHECK(found.status == 200);
  CHECK(found.json() == request_list({a, c}));

  const AdminAnswer removed = ask(host, "POST", "/__admin/requests/remove", pattern);
  CHECK(removed.status == 200);
  CHECK(removed.json() == Json{{"serveEvents", events({a, c})}});
  CHECK(ask(host, "GET", "/__admin/requests").json() == event_list({b}, 1));
}

TEST_CASE("calls are removed by the metadata of the stub that answered") {
  AdminTestHost host;
  const EntryPtr a = host.record("GET", "/a", Outcome::kAccepted);
  const EntryPtr b = host.record("GET", "/b", Outcome::kRefused);
  const EntryPtr c = host.record("GET", "/c", Outcome::kUnmatched);
  const AdminAnswer removed =
      ask(host, "POST", "/__admin/requests/remove-by-metadata",
          R"({"matchesJsonPath": {"expression": "$.outcome", "equalTo": "refused"}})");
  CHECK(removed.status == 200);
  CHECK(removed.json() == Json{{"serveEvents", events({b})}});
  CHECK(ask(host, "GET", "/__admin/requests").json() == event_list({c, a}, 2));
  CHECK(ask(host, "POST", "/__admin/requests/remove-by-metadata", R"({"is": 1})").status == 422);
}

TEST_CASE("a body that is no pattern is 422 and says where") {
  AdminTestHost host;
  const auto refusal = [&](const std::string& body) {
    std::string answers;
    for (const char* path : {"count", "find", "remove"}) {
      const AdminAnswer answer = ask(host, "POST", std::string("/__admin/requests/") + path, body);
      CHECK(answer.status == 422);
      CHECK(answer.type == "application/json");
      if (!answers.empty()) CHECK(answer.body == answers);
      answers = answer.body;
    }
    return answers;
  };
  const auto not_json = [](const std::string& detail) {
    return R"({"errors":[{"code":10,"title":"Error parsing JSON","detail":")" + detail + "\"}]}";
  };
  CHECK(refusal("") == not_json("the body is empty; send a JSON object"));
  CHECK(refusal(" \r\n") == not_json("the body is empty; send a JSON object"));
  CHECK(refusal("{\n  \"a\": x}") == not_json("the body is not JSON at line 2, column 8"));
  CHECK(refusal("{") == not_json("the body is not JSON at line 1, column 2"));
  CHECK(refusal("{} {}") == not_json("the body is not JSON at line 1, column 4"));
  CHECK(refusal("{\"a\": \"\xff\"}") == not_json("the body is not JSON at line 1, column 8"));
  CHECK(refusal("[1e999]") == not_json("the body holds a number that is too large to be read"));
  CHECK(refusal(R"({"nowhere": 1})") ==
        R"({"errors":[{"code":10,"source":{"pointer":"/nowhere"},"title":"Error parsing JSON",)"
        R"("detail":"a request pattern has no key 'nowhere'"}]})");
  CHECK(Json::parse(refusal(R"({"headers": {"A/B": {}}})"))["errors"][0]["source"] ==
        Json::parse(R"({"pointer": "/headers/A~1B"})"));
}

TEST_CASE("a body that nests deeply is refused, however deeply") {
  AdminTestHost host;
  for (const std::size_t depth : {101u, 1'000'000u}) {
    const AdminAnswer answer =
        ask(host, "POST", "/__admin/requests/count", std::string(depth, '[') + "\"[[\\\"[[\"");
    CHECK(answer.status == 422);
    CHECK(answer.body == R"({"errors":[{"code":10,"title":"Error parsing JSON","detail":)"
                         R"("the body nests deeper than 100 levels; send a flatter one"}]})");
  }
  const std::string fits = std::string(100, '[') + std::string(100, ']');
  CHECK(ask(host, "POST", "/__admin/requests/count", fits).body.find("nests") == std::string::npos);
  const std::string in_text = R"({"urlPath": ")" + std::string(1000, '[') + R"("})";
  CHECK(ask(host, "POST", "/__admin/requests/count", in_text).status == 200);
}

TEST_CASE("a journal that dropped calls does not count, and its lists say so") {
  AdminTestHost host({2, 256u << 20});
  for (const char* target : {"/a", "/b", "/c"}) host.record("GET", target, Outcome::kUnmatched);
  const AdminAnswer count = ask(host, "POST", "/__admin/requests/count", "{}");
  CHECK(count.status == 500);
  CHECK(count.body ==
        R"({"errors":[{"code":500,"title":"The journal is incomplete","detail":)"
        R"("1 call was dropped from the journal since it was last emptied, so a count could be )"
        R"(too low; start the emulator with higher --journal-entries and --journal-bytes, or )"
        R"(empty the journal (DELETE /__admin/requests) before the calls to be counted"}]})");
  CHECK(ask(host, "GET", "/__admin/requests").dropped == "1");
  CHECK(ask(host, "GET", "/__admin/requests/unmatched").dropped == "1");
  CHECK(ask(host, "POST", "/__admin/requests/find", "{}").dropped == "1");
  CHECK(ask(host, "GET", "/__admin/requests/unmatched/near-misses").dropped == "1");
  CHECK(ask(host, "POST", "/__admin/near-misses/request-pattern", R"({"url": "/d"})").dropped ==
        "1");
  CHECK(ask(host, "GET", "/__admin/mappings/unmatched").dropped == "1");
  CHECK(ask(host, "DELETE", "/__admin/mappings/unmatched").body == count.body);
  CHECK(ask(host, "POST", "/__admin/requests/remove", R"({"url": "/b"})").dropped == "1");
  ask(host, "DELETE", "/__admin/requests");
  host.record("GET", "/a", Outcome::kAccepted);
  CHECK(ask(host, "POST", "/__admin/requests/count", "{}").body ==
        R"({"count":1,"requestJournalDisabled":false})");
  CHECK(ask(host, "GET", "/__admin/requests").dropped == "");
}

TEST_CASE("a list that would be too large is refused, and nothing of it is removed") {
  AdminTestHost host;
  // Each takes six bytes as JSON.
  for (int i = 0; i < 3; ++i)
    host.record("GET", "/", Outcome::kAccepted, {{"X", std::string(4u << 20, '\x01')}});
  const std::string refused =
      R"({"errors":[{"code":400,"title":"The answer would be too large","detail":"the 3 calls take )"
      R"(more than 64 MiB as a list; ask for fewer: GET /__admin/requests?limit=1000 for the newest, )"
      R"(POST /__admin/requests/find with a pattern, or /count for how many there are"}]})";
  const AdminAnswer removed = ask(host, "POST", "/__admin/requests/remove", "{}");
  CHECK(removed.status == 400);
  CHECK(removed.body == refused);
  CHECK(host.journal().counts().entries == 3);
}

TEST_CASE("bytes of a recorded call that are not UTF-8 do not break a list") {
  AdminTestHost host;
  host.record("GET", "/a\xff", Outcome::kUnmatched, {{"X", "\xff"}});
  const AdminAnswer answer = ask(host, "GET", "/__admin/requests");
  CHECK(answer.status == 200);
  CHECK(answer.json()["requests"][0]["request"]["url"] == "/a\xef\xbf\xbd");
}

}  // namespace
}  // namespace emulator
