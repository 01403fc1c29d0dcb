#include "emulator/serve/verification.h"

#include <doctest/doctest.h>

#include <future>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/stub_client.h"

namespace emulator {
namespace {

TEST_CASE(
    "verify says in one text what was expected, what was found, and what the nearest calls lack") {
  StubClient client;
  client.call("GET", "/people/p_1?key=a");
  client.call("GET", "/people/p_2?key=a");
  const auto good =
      client.admin("POST", "/verify", R"({"pattern": {"method": "GET"}, "exactly": 2})");
  CHECK(good.status == 200);
  CHECK(good.body ==
        "as expected: exactly 2 of the recorded calls to match {\"method\":\"GET\"}: 2 calls\n");

  const auto bad = client.admin("POST", "/verify", R"({"atLeast": 1, "pattern": {"method": "GET",
      "urlPath": "/people/p_1", "queryParameters": {"key": {"equalTo": "b"}},
      "headers": {"Authorization": {"equalTo": "bearer x"}}}})");
  CHECK(bad.status == 409);
  CHECK(*bad.whole.header("Content-Type") == "text/plain; charset=utf-8");
  const Json events = client.admin("GET", "/requests").json().at("requests");
  CHECK(bad.body ==
        "expected at least 1 of the recorded calls to match "
        R"({"method":"GET","urlPath":"/people/p_1","queryParameters":{"key":{"equalTo":"b"}},)"
        R"("headers":{"Authorization":{"equalTo":"***"}}}, found 0 calls)"
        "\nnear: GET /people/p_1?key=a answered 200 (" +
            events.at(1).at("id").get<std::string>() +
            ")\n"
            "  query key: expected {\"equalTo\":\"b\"}, found 'a'\n"
            "  header Authorization: expected the value asked for, found none\n"
            "near: GET /people/p_2?key=a answered 200 (" +
            events.at(0).at("id").get<std::string>() +
            ")\n"
            "  urlPath: expected \"/people/p_1\", found '/people/p_2'\n"
            "  query key: expected {\"equalTo\":\"b\"}, found 'a'\n"
            "  header Authorization: expected the value asked for, found none\n");
}

TEST_CASE("what is secret is not shown; whether it is there at all is") {
  StubClient client;
  const auto difference = [&](const std::string& asked) {
    const std::string text =
        client.admin("POST", "/verify", R"({"exactly": 1, "pattern": {)" + asked + "}}").body;
    return text.substr(text.find("\n  ") + 3);
  };
  const std::string basic = R"("basicAuthCredentials": {"username": "a", "password": "b"})";
  const std::string cookie = R"("cookies": {"sid": {"equalTo": "1"}})";
  client.call("GET", "/people/p_1?key=a");
  CHECK(difference(basic) == "basicAuthCredentials: expected the value asked for, found none\n");
  CHECK(difference(cookie) == "cookie sid: expected the value asked for, found none\n");
  client.admin("DELETE", "/requests");
  client.send(
      make_request("GET", "/people/p_1?key=a",
                   {{"Host", "localhost"}, {"Authorization", "Basic eA=="}, {"Cookie", "sid=2"}}));
  const std::string other = "expected the value asked for, found another value (not shown)\n";
  CHECK(difference(basic) == "basicAuthCredentials: " + other);
  CHECK(difference(cookie) == "cookie sid: " + other);
}

TEST_CASE("secrets in queries are in no text of a verification") {
  StubClient client;
  client.call("GET", "/people/p_1?key=a&token=one");
  const std::string id = client.newest_event().at("id");
  const auto bad = client.admin("POST", "/verify", R"({"exactly": 1, "pattern": {
      "url": "/people/p_1?key=b&token=two", "queryParameters": {"token": {"equalTo": "two"}}}})");
  CHECK(bad.body ==
        "expected exactly 1 of the recorded calls to match "
        R"({"url":"/people/p_1?key=b&token=***","queryParameters":{"token":{"equalTo":"***"}}})"
        ", found 0 calls\n"
        "near: GET /people/p_1?key=a&token=*** answered 200 (" +
            id +
            ")\n"
            "  url: expected \"/people/p_1?key=b&token=***\", found '/people/p_1?key=a&token=***'\n"
            "  query token: expected the value asked for, found another value (not shown)\n");
}

TEST_CASE("a call that came near and was refused: each rule that it broke, and what to do") {
  StubClient client;
  client.call("GET", "/people/p_3");
  const std::string id = client.newest_event().at("id");
  const std::string question = R"({"pattern": {"outcome": "accepted"}, "exactly": 1})";
  const std::string known =
      "path.id.known (assumed): path id: expected the id or name of a record of 'people', found "
      "'p_3'; did you mean 'p_1'?";
  const std::string required =
      "query.key.required (documented): query key: expected a value, found none; add 'key=…' to "
      "the "
      "query";
  CHECK(client.admin("POST", "/verify", question).body ==
        "expected exactly 1 of the recorded calls to match {\"outcome\":\"accepted\"}, found 0 "
        "calls\n"
        "near: GET /people/p_3 answered 400 (" +
            id +
            ")\n"
            "  outcome: expected \"accepted\", found 'refused'\n"
            "  refused: " +
            known + "\n  refused: " + required + "\n");
  const Response json =
      client.send(make_request("POST", "/__admin/verify",
                               {{"Host", "localhost"}, {"Accept", "application/json"}}, question));
  CHECK(Json::parse(*json.body).at("near").at(0).at("refused") == Json::array({known, required}));
}

TEST_CASE("too few calls: those that match, and the nearest of the others") {
  StubClient client;
  client.call("GET", "/people/p_1?key=a");
  client.call("GET", "/people/p_2?key=a");
  const Json events = client.admin("GET", "/requests").json().at("requests");
  const auto id = [&](std::size_t at) { return events.at(at).at("id").get<std::string>(); };
  CHECK(client.admin("POST", "/verify", R"({"pattern": {"urlPath": "/people/p_1"}, "exactly": 2})")
            .body ==
        "expected exactly 2 of the recorded calls to match {\"urlPath\":\"/people/p_1\"}, found 1 "
        "call\nfound: GET /people/p_1?key=a answered 200 at " +
            events.at(1).at("request").at("loggedDateString").get<std::string>() + " (" + id(1) +
            ")\nnear: GET /people/p_2?key=a answered 200 (" + id(0) +
            ")\n  urlPath: expected \"/people/p_1\", found '/people/p_2'\n");
}

TEST_CASE("too many calls: the first five of them, and when they were made") {
  StubClient client;
  for (int i = 1; i <= 7; ++i) client.call("GET", "/people/p_1?key=" + std::to_string(i));
  client.call("POST", "/nowhere");
  const std::string question = R"({"pattern": {"method": "GET"}, "atMost": 6})";
  const Json events = client.admin("GET", "/requests").json().at("requests");
  std::string text =
      "expected at most 6 of the recorded calls to match {\"method\":\"GET\"}, found 7 calls\n";
  Json calls = Json::array();
  for (int i = 1; i <= 5; ++i) {
    const Json& event = events.at(8 - i);
    const std::string id = event.at("id");
    const std::string at = event.at("request").at("loggedDateString");
    const std::string line = "GET /people/p_1?key=" + std::to_string(i) + " answered 200";
    text += "found: " + line + " at " + at + " (" + id + ")\n";
    calls.push_back({{"id", id}, {"request", line}, {"at", at}, {"refused", Json::array()}});
  }
  CHECK(client.admin("POST", "/verify", question).body == text);
  const Response json =
      client.send(make_request("POST", "/__admin/verify",
                               {{"Host", "localhost"}, {"Accept", "application/json"}}, question));
  CHECK(Json::parse(*json.body).at("calls") == calls);
  CHECK(Json::parse(*json.body).at("near") == Json::array());
}

TEST_CASE("of calls that are too many it is told which rules they broke") {
  StubClient client;
  client.call("GET", "/people/p_1");
  const Json event = client.newest_event();
  CHECK(
      client.admin("POST", "/verify", R"({"pattern": {"outcome": "refused"}, "exactly": 0})")
          .body ==
      "expected exactly 0 of the recorded calls to match {\"outcome\":\"refused\"}, found 1 call\n"
      "found: GET /people/p_1 answered 400 at " +
          event.at("request").at("loggedDateString").get<std::string>() + " (" +
          event.at("id").get<std::string>() +
          ")\n  refused: query.key.required (documented): query key: expected a value, found none; "
          "add 'key=…' to the query\n");
}

TEST_CASE("assertions may name what became of the calls; a stub cannot") {
  StubClient client;
  client.call("GET", "/people/p_1?key=a");
  client.call("GET", "/nowhere");
  const auto count = [&](const char* pattern) {
    return client.admin("POST", "/requests/count", pattern).json().at("count").get<int>();
  };
  CHECK(count(R"({"outcome": "accepted"})") == 1);
  CHECK(count(R"({"outcome": "unmatched", "space": "default"})") == 1);
  const auto bad = client.admin("POST", "/verify", R"({"pattern": {"outcome": "refused"},
      "exactly": 1})");
  CHECK(bad.status == 409);
  CHECK(bad.body.find("\n  outcome: expected \"refused\", found 'unmatched'\n") !=
        std::string::npos);
  CHECK(client.admin("POST", "/mappings", R"({"request": {"outcome": "refused"}})").status == 422);
}

TEST_CASE("verify tells when nothing was recorded, and answers as JSON who asks for it") {
  StubClient client;
  CHECK(client.admin("POST", "/verify", R"({"pattern": {}, "exactly": 1})").body ==
        "expected exactly 1 of the recorded calls to match {}, found 0 calls\n"
        "no other call was recorded\n");
  const Response json = client.send(make_request(
      "POST", "/__admin/verify", {{"Host", "localhost"}, {"Accept", "application/json"}},
      R"({"pattern": {}, "atMost": 0})"));
  CHECK(*json.body == R"({"satisfied":true,"expected":"at most 0","found":0,"near":[]})");
}

TEST_CASE("verify waits for calls without holding up others") {
  StubClient client;
  std::promise<Response> answered;
  client.send(
      make_request("POST", "/__admin/verify", {{"Host", "localhost"}},
                   R"({"pattern": {"urlPath": "/people/p_1"}, "exactly": 2, "withinMs": 60000})"),
      [&](Response response) { answered.set_value(std::move(response)); });
  auto answer = answered.get_future();
  client.call("GET", "/people/p_1?key=a");
  client.call("GET", "/people/p_2?key=a");
  CHECK(answer.wait_for(std::chrono::milliseconds(20)) == std::future_status::timeout);
  client.call("GET", "/people/p_1?key=a");
  REQUIRE(answer.wait_for(std::chrono::seconds(10)) == std::future_status::ready);
  CHECK(answer.get().status == 200);
}

TEST_CASE(
    "verify gives up when the time is over, at once when there are too many, late when more may "
    "come") {
  StubClient client;
  const auto begun = std::chrono::steady_clock::now();
  const auto late =
      client.admin("POST", "/verify", R"({"pattern": {}, "atLeast": 1, "withinMs": 30})");
  CHECK(late.status == 409);
  CHECK(std::chrono::steady_clock::now() - begun >= std::chrono::milliseconds(30));
  client.call("GET", "/people/p_1?key=a");
  client.call("GET", "/people/p_1?key=a");
  CHECK(client.admin("POST", "/verify", R"({"pattern": {}, "exactly": 1, "withinMs": 60000})")
            .status == 409);
  const auto settling = std::chrono::steady_clock::now();
  CHECK(
      client.admin("POST", "/verify", R"({"pattern": {}, "exactly": 2, "settleMs": 30})").status ==
      200);
  CHECK(std::chrono::steady_clock::now() - settling >= std::chrono::milliseconds(30));
}

TEST_CASE("a verification sees its space alone") {
  StubClient client;
  client.call("GET", "/__space/a/people/p_1?key=k");
  const char* one = R"({"pattern": {}, "exactly": 1})";
  CHECK(client.call("POST", "/__space/a/__admin/verify", one).status == 200);
  CHECK(client.call("POST", "/__space/b/__admin/verify", one).status == 409);
  CHECK(client.admin("POST", "/verify", one).status == 200);
}

TEST_CASE("a verification that cannot be read is refused with the place") {
  StubClient client;
  const auto detail = [&](const char* body) -> std::string {
    const auto refused = client.admin("POST", "/verify", body);
    CHECK(refused.status == 422);
    return refused.json().at("errors").at(0).at("detail");
  };
  CHECK(detail(R"({"pattern": {}})") == "say how many: 'exactly', 'atLeast' or 'atMost'");
  CHECK(detail(R"({"pattern": {}, "exactly": 1, "atMost": 1})") ==
        "give one of 'exactly', 'atLeast' and 'atMost'");
  CHECK(detail(R"({"exactly": 1})") == "the member 'pattern' is missing");
  CHECK(client.admin("POST", "/verify", R"({"pattern": 5, "exactly": 1})")
            .json()
            .at("errors")
            .at(0)
            .at("source")
            .at("pointer") == "/pattern");
  CHECK(detail(R"({"pattern": {"urlPth": ""}, "exactly": 1})") ==
        "a request pattern has no key 'urlPth'; did you mean 'urlPath'?");
  CHECK(detail(R"({"pattern": {}, "exactly": 1, "within": 1})") ==
        "there is no member 'within' here; did you mean 'withinMs'?");
}

TEST_CASE("an emulator that ends answers those who wait") {
  std::promise<Response> answered;
  {
    StubClient client;
    client.send(make_request("POST", "/__admin/verify", {{"Host", "localhost"}},
                             R"({"pattern": {}, "exactly": 1, "withinMs": 600000})"),
                [&](Response response) { answered.set_value(std::move(response)); });
  }
  CHECK(answered.get_future().get().status == 409);
}

}  // namespace
}  // namespace emulator
