#include "emulator/serve/call_feed.h"

#include <doctest/doctest.h>

#include <thread>

#include "emulator/serve/listener.h"
#include "tests/support/caller.h"
#include "tests/support/stub_client.h"

using namespace emulator;
using support::Caller;

namespace {

/// The shop on a port, plain or inside TLS.
struct Shop {
  explicit Shop(bool tls = false) : secure(tls), listener(on(tls), client.emulator()) {
    listener.start();
  }
  static ListenerOptions on(bool tls) {
    ListenerOptions options;
    options.secure = tls;
    if (tls) options.tls = support::server_tls();
    return options;
  }
  /// Listening when this returns; HTTP/1.0, as its body has no chunks.
  Caller listen(const std::string& target, const std::string& more = "") const {
    Caller caller(listener.port(), secure);
    caller.send("GET " + target + " HTTP/1.0\r\nHost: localhost\r\n" + more + "\r\n");
    const std::string head = caller.until("\r\n\r\n");
    CHECK(head.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"));
    CHECK(caller.until("\n\n") == ": each call is told when it is recorded\n\n");
    return caller;
  }

  const bool secure;
  StubClient client;
  Listener listener;
};

/// The data of an event, which are what docs/admin-openapi.yaml says. Its first line is given: "id: 7", "event: missed".
Json data_of(const std::string& event, const std::string& name = "") {
  const auto data = event.find("\ndata: ");
  REQUIRE(data != std::string::npos);
  const std::string text = event.substr(data + 7, event.find('\n', data + 1) - data - 7);
  CHECK(breaches_of_event(name, text) == std::vector<std::string>());
  return Json::parse(text);
}

/// The data of the next event, its id asserted.
Json next_call(Caller& caller) {
  const std::string event = caller.until("\n\n");
  REQUIRE(event.starts_with("id: "));
  const Json call = data_of(event);
  CHECK(event.substr(4, event.find('\n') - 4) == call.at("id"));
  return call;
}

std::string url_of(const Json& call) { return call.at("request").at("url"); }

}  // namespace

TEST_CASE("who listens is told each call as it is recorded, in the shape of /__admin/requests") {
  for (const bool tls : {false, true}) {
    CAPTURE(tls);
    Shop shop(tls);
    shop.client.call("GET", "/people/before?key=a");
    auto listening = shop.listen("/__admin/events");
    shop.client.call("GET", "/people/p_1?key=a");
    shop.client.admin("GET", "/requests");  // is none
    shop.client.call("GET", "/nowhere");
    const Json first = next_call(listening);
    CHECK(url_of(first) == "/people/p_1?key=a");
    CHECK(first ==
          shop.client.admin("GET", "/requests/" + first.at("id").get<std::string>()).json());
    CHECK(url_of(next_call(listening)) == "/nowhere");
  }
}

TEST_CASE("what is told of a call is described, whatever became of it") {
  Shop shop;
  shop.client.stub(R"({"request": {"urlPath": "/stubbed"}, "response": {"status": 201,
                      "headers": {"X": ["1", "2"]}, "fixedDelayMilliseconds": 1}})");
  shop.client.stub(
      R"({"request": {"urlPath": "/broken"}, "response": {"fault": "EMPTY_RESPONSE"}})");
  auto listening = shop.listen("/__admin/events");
  for (const char* target : {"/people/p_1?key=a", "/people/p_9?key=a", "/people/p_1", "/nowhere",
                             "/stubbed", "/broken", "/__space/jane/people/p_1?key=a&key=%FF"})
    shop.client.call("GET", target, "not \xff text");
  shop.client.call("DELETE", "/people/p_1?key=a");
  shop.client.emulator().rejected(std::get<Rejection>(*frame_one("GET /\x01 HTTP/1.1\r\n\r\n")));
  for (int i = 0; i < 9; ++i) next_call(listening);
}

TEST_CASE("the check of what is told finds what is not described") {
  CHECK(breaches_of_event("missed", R"({"calls":0})").size() == 1);
  CHECK(breaches_of_event("missed", R"({"calls":1,"more":1})").size() == 1);
  CHECK(breaches_of_event("", R"({"id":"7"})").size() > 1);
}

TEST_CASE("a pattern says which calls") {
  Shop shop;
  auto by_query = shop.listen("/__admin/events?pattern=%7B%22outcome%22%3A%22unmatched%22%7D");
  Caller by_body(shop.listener.port(), false);
  by_body.send(
      "POST /__admin/events HTTP/1.0\r\nHost: localhost\r\nContent-Length: 25\r\n\r\n"
      R"({"urlPath":"/people/p_2"})");
  by_body.until("recorded\n\n");
  shop.client.call("GET", "/people/p_1?key=a");
  shop.client.call("GET", "/people/p_2");
  shop.client.call("GET", "/nowhere");
  CHECK(url_of(next_call(by_query)) == "/nowhere");
  CHECK(url_of(next_call(by_body)) == "/people/p_2");
}

TEST_CASE("in a space its calls alone are told, outside all of them") {
  Shop shop;
  auto jane = shop.listen("/__space/jane/__admin/events");
  auto all = shop.listen("/__admin/events");
  shop.client.call("GET", "/people/p_1?key=a");
  shop.client.call("GET", "/__space/jane/people/p_2?key=a");
  CHECK(url_of(next_call(jane)) == "/people/p_2?key=a");
  CHECK(url_of(next_call(all)) == "/people/p_1?key=a");
  CHECK(url_of(next_call(all)) == "/people/p_2?key=a");
}

TEST_CASE("a pattern that cannot be read is refused, and so is a stranger") {
  StubClient client;
  const auto bad = client.admin("GET", "/events?pattern=%7B");
  CHECK(bad.status == 400);
  CHECK(bad.json()["errors"][0]["detail"] ==
        "the query parameter 'pattern' is not JSON at line 1, column 2");
  CHECK(client.admin("GET", "/events?pattern=%7B%22urlPth%22%3A1%7D").status == 400);
  CHECK(client.admin("POST", "/events", R"({"urlPth": "/"})").status == 422);
  CHECK(client.emulator()
            .handle(make_request("GET", "/__admin/events",
                                 {{"Host", "localhost"}, {"Origin", "https://page.test"}}))
            .status == 403);
}

TEST_CASE("only so many listen at a time; one that goes makes room") {
  CallFeed feed;
  std::vector<StreamReaderPtr> listening;
  for (std::size_t i = 0; i < CallFeed::kMost; ++i) {
    listening.push_back(feed.listen({}, std::nullopt));
    REQUIRE(listening.back());
  }
  CHECK(feed.listen({}, std::nullopt) == nullptr);
  listening.pop_back();
  CHECK(feed.listen({}, std::nullopt) != nullptr);
  listening.clear();
  feed.tell(std::make_shared<Entry>());
  CHECK_FALSE(feed.has_listeners());
}

TEST_CASE("who reads slowly is told the calls later, and how many were missed beyond the bound") {
  CallFeed feed;
  const StreamReaderPtr reader = feed.listen({}, std::nullopt);
  reader->attach([] {});
  constexpr int kCalls = 60;
  for (int i = 0; i < kCalls; ++i) {
    auto entry = std::make_shared<Entry>();
    entry->id = std::to_string(i);
    entry->request = make_request("POST", "/", {}, std::string(100'000, 'x'));
    feed.tell(entry);
  }
  std::string all;
  while (all.find("event: missed\n") == std::string::npos) {
    const std::string more = reader->take().bytes;
    REQUIRE(more != "");
    all += more;
  }
  int told = 0;
  while (all.find("id: " + std::to_string(told) + "\n") != std::string::npos) ++told;
  CHECK(told > 20);
  CHECK(told < kCalls);
  CHECK(all.ends_with("\n\nevent: missed\ndata: {\"calls\":" + std::to_string(kCalls - told) +
                      "}\n\n"));
  data_of(all.substr(all.find("event: missed\n")), "missed");
  auto last = std::make_shared<Entry>();
  last->id = "last";
  last->request = make_request("GET", "/");
  feed.tell(last);
  CHECK(reader->take().bytes.starts_with("id: last\n"));
}

TEST_CASE("a call that takes a megabyte as an event is told as missed") {
  CallFeed feed;
  const StreamReaderPtr reader = feed.listen({}, std::nullopt);
  reader->attach([] {});
  reader->take();
  const auto told = [&](std::string body) {
    auto entry = std::make_shared<Entry>();
    entry->id = "one";
    entry->request = make_request("POST", "/", {}, std::move(body));
    feed.tell(entry);
    return reader->take().bytes;
  };
  const std::string missed = "event: missed\ndata: {\"calls\":1}\n\n";
  CHECK(told(std::string(2u << 20, 'x')) == missed);
  CHECK(told(std::string(200'000, '\x01')) == missed);
  CHECK(told(std::string(200'000, 'x')).starts_with("id: one\n"));
}

TEST_CASE("a listener that stops ends its streams of calls at once, complete") {
  Shop shop;
  auto listening = shop.listen("/__admin/events");
  shop.listener.stop();
  CHECK(listening.rest() == "");
  CHECK(listening.ended_cleanly());
}

TEST_CASE("calls are told from many threads while listeners come and go") {
  Shop shop;
  auto listening = shop.listen("/__admin/events");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) shop.client.call("GET", "/people/p_1?key=a");
    });
  for (int i = 0; i < 20; ++i) shop.listen("/__admin/events").close();
  for (std::thread& thread : threads) thread.join();
  std::size_t told = 0;
  for (; told < 200; ++told) next_call(listening);
  CHECK(told == 200);
}
