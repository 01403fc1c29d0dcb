#include "emulator/serve/effects.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

#include "emulator/serve/listener.h"
#include "tests/support/caller.h"

using namespace emulator;
using namespace std::chrono_literals;
using support::Caller;
using Steady = std::chrono::steady_clock;

namespace {

// Plain and inside TLS.
constexpr bool kWires[] = {false, true};

/// Answers "0123456789" with the effects it was given; "/plain" without; "/bodiless" and "/204" have no body.
class EffectService : public Service {
 public:
  explicit EffectService(std::vector<Effect> effects) : effects_(std::move(effects)) {}
  void call(Request request, Responder respond) override {
    Response response;
    response.headers = {{"Date", "then"}};
    if (request.target == "/204") response.status = 204;
    if (request.target != "/204" && request.target != "/bodiless")
      response.body = std::make_shared<const std::string>("0123456789");
    if (request.target != "/plain") response.effects = effects_;
    ++calls;
    respond(std::move(response));
  }
  Response rejected(const Rejection& rejection) override {
    Response response;
    response.status = rejection.status;
    return response;
  }
  void unanswered() override {}

  std::atomic<int> calls{0};

 private:
  const std::vector<Effect> effects_;
};

struct Affected {
  Affected(bool tls, std::vector<Effect> effects, ListenerOptions options = {})
      : secure(tls), service(std::move(effects)), listener(on(tls, std::move(options)), service) {
    listener.start();
  }
  static ListenerOptions on(bool tls, ListenerOptions options) {
    options.secure = tls;
    if (tls) options.tls = support::server_tls();
    return options;
  }
  Caller client() const { return Caller(listener.port(), secure); }
  Caller ask(std::string_view path = "/", std::string_view method = "GET") const {
    Caller asking = client();
    asking.send(std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    return asking;
  }

  const bool secure;
  EffectService service;
  Listener listener;
};

const std::string kHead = "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 10\r\n\r\n";
const std::string kWhole = kHead + "0123456789";

/// Of this process.
std::ptrdiff_t threads_now() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

}  // namespace

TEST_CASE("a delayed answer comes whole, not before its time, and the connection goes on") {
  for (const bool tls : kWires) {
    CAPTURE(tls);
    Affected server(tls, {Delay{30ms}, Delay{20ms}});
    const auto begun = Steady::now();
    auto client = server.ask();
    CHECK(client.next(kWhole.size()) == kWhole);
    CHECK(Steady::now() - begun >= 50ms);
    client.send("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.next(kWhole.size()) == kWhole);
  }
}

TEST_CASE("calls behind a delayed one are answered after it, in order") {
  for (const bool tls : kWires) {
    CAPTURE(tls);
    Affected server(tls, {Delay{30ms}});
    auto client = server.client();
    client.send(
        "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /plain HTTP/1.1\r\nHost: a\r\nConnection: "
        "close\r\n\r\n");
    const std::string both = client.rest();
    CHECK(both.starts_with(kWhole + "HTTP/1.1 200 OK\r\n"));
    CHECK(both.ends_with("Connection: close\r\n\r\n0123456789"));
  }
}

TEST_CASE("a dribbled answer is whole, and takes its time") {
  for (const bool tls : kWires) {
    for (const std::size_t pieces : {1u, 3u, 10u, 1000u}) {
      CAPTURE(tls);
      CAPTURE(pieces);
      Affected server(tls, {Dribble{pieces, 40ms}});
      const auto begun = Steady::now();
      auto client = server.ask();
      CHECK(client.next(kWhole.size()) == kWhole);
      if (pieces > 1) CHECK(Steady::now() - begun >= 40ms);
      client.send("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n");
      CHECK(client.next(kWhole.size()) == kWhole);
    }
  }
}

TEST_CASE("the first piece of a dribbled answer comes long before the last") {
  for (const bool tls : kWires) {
    CAPTURE(tls);
    Affected server(tls, {Dribble{2, std::chrono::hours(1)}});
    auto client = server.ask();
    CHECK(client.next(kHead.size() + 5) == kHead + "01234");
  }
}

TEST_CASE("a fault's bytes and ending are seen by the client") {
  struct Row {
    const char* name;
    Effect effect;
    std::string bytes;
    bool reset;
  };
  const Row kRows[] = {
      {"empty", EmptyResponse{}, "", false},
      {"reset", ConnectionReset{}, "", true},
      {"malformed chunk", MalformedChunk{},
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nthere is no chunk here", false},
      {"truncated", Truncate{4}, kHead + "0123", false},
      {"truncated behind the head", Truncate{0}, kHead, false},
      {"truncated behind the end", Truncate{99}, kWhole, false},
  };
  for (const bool tls : kWires) {
    for (const Row& row : kRows) {
      for (const auto delay : {0ms, 20ms}) {
        CAPTURE(tls);
        CAPTURE(row.name);
        CAPTURE(delay.count());
        Affected server(tls, {Delay{delay}, row.effect});
        const auto begun = Steady::now();
        auto client = server.ask();
        CHECK(client.rest() == row.bytes);
        CHECK(client.ended_cleanly() == !row.reset);
        CHECK(client.was_reset() == row.reset);
        CHECK(Steady::now() - begun >= delay);
      }
    }
  }
}

TEST_CASE("random data is no HTTP") {
  for (const bool tls : kWires) {
    CAPTURE(tls);
    Affected server(tls, {RandomData{}});
    auto client = server.ask();
    const std::string bytes = client.rest();
    CHECK(bytes.size() == 256);
    CHECK(bytes.front() == '\0');
    CHECK(client.ended_cleanly());
  }
}

TEST_CASE(
    "a stalled answer is its head and then silence until the client's patience or ours ends") {
  for (const bool tls : kWires) {
    CAPTURE(tls);
    ListenerOptions options;
    options.idle_patience = 100ms;
    Affected server(tls, {Stall{}}, options);
    auto client = server.ask();
    CHECK(client.rest() == kHead);
    CHECK(client.ended_cleanly());
    auto leaving = server.ask();
    CHECK(leaving.next(kHead.size()) == kHead);
    leaving.end_writing();
    CHECK(leaving.rest() == "");
  }
}

TEST_CASE(
    "where no body is, one is announced, so that the client misses it; else the head breaks off") {
  const std::string announced = "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 1\r\n\r\n";
  const std::string unfinished = "HTTP/1.1 204 No Content\r\nDate: then\r\n";
  struct Row {
    const char* method;
    const char* path;
    Effect effect;
    std::string bytes;
  };
  const Row kRows[] = {
      {"GET", "/bodiless", Stall{}, announced},
      {"GET", "/bodiless", Truncate{0}, announced},
      {"GET", "/bodiless", Truncate{5}, announced},
      {"GET", "/204", Stall{}, unfinished},
      {"GET", "/204", Truncate{0}, "HTTP/1.1 20"},
      {"HEAD", "/", Stall{}, kHead.substr(0, kHead.size() - 2)},
      {"HEAD", "/", Truncate{0}, "HTTP/1."},
      {"HEAD", "/bodiless", Truncate{0}, "HTTP/1."},
  };
  for (const bool tls : kWires) {
    for (const Row& row : kRows) {
      CAPTURE(tls);
      CAPTURE(row.method);
      CAPTURE(row.path);
      CAPTURE(row.bytes);
      ListenerOptions options;
      options.idle_patience = 100ms;
      Affected server(tls, {row.effect}, options);
      auto client = server.ask(row.path, row.method);
      CHECK(client.rest() == row.bytes);
      CHECK(client.ended_cleanly());
    }
  }
}

TEST_CASE("a thousand waiting answers hold no thread and nobody up") {
  for (const bool tls : kWires) {
    CAPTURE(tls);
    Affected server(tls, {Delay{300ms}});
    const auto threads = threads_now();
    std::vector<Caller> waiting;
    const auto begun = Steady::now();
    for (int i = 0; i < 1000; ++i) waiting.push_back(server.ask());
    CHECK(threads_now() == threads);
    auto plain = server.ask("/plain");
    CHECK(plain.next(kWhole.size()) == kWhole);
    int whole = 0;
    for (Caller& client : waiting) whole += client.next(kWhole.size()) == kWhole ? 1 : 0;
    CHECK(whole == 1000);
    CHECK(Steady::now() - begun >= 300ms);
    CHECK(server.service.calls == 1001);
  }
}

TEST_CASE("stopping cuts answers whose effects are not over") {
  struct Row {
    const char* name;
    Effect effect;
    std::string bytes;
  };
  const Row kRows[] = {{"delayed", Delay{std::chrono::hours(1)}, ""},
                       {"dribbled", Dribble{2, std::chrono::hours(1)}, kHead + "01234"},
                       {"stalled", Stall{}, kHead}};
  for (const bool tls : kWires) {
    for (const Row& row : kRows) {
      CAPTURE(tls);
      CAPTURE(row.name);
      Affected server(tls, {row.effect});
      auto waiting = server.ask();
      CHECK(waiting.next(row.bytes.size()) == row.bytes);
      while (server.service.calls == 0) std::this_thread::yield();
      const auto begun = Steady::now();
      server.listener.stop();
      CHECK(Steady::now() - begun < 4s);  // the grace for calls in flight is 5 s
      CHECK(waiting.rest() == "");
    }
  }
}

TEST_CASE("answers that wait share their body: a thousand of ten megabytes take ten megabytes") {
  const auto body = std::make_shared<const std::string>(std::string(100'000, 'x'));
  const auto now = wire::Clock::now();
  const std::vector<std::vector<Effect>> kEffects = {
      {Delay{1s}}, {Dribble{1, 1s}}, {Dribble{3, 1s}}, {Truncate{50'000}}};
  for (const auto& effects : kEffects) {
    const auto holders = body.use_count();
    wire::Script script(effects, {"head", body, true}, now);
    CHECK(body.use_count() > holders);
    wire::Output waiting;
    script.take(now + 10s, waiting);
    CHECK(waiting.bytes() == 4 + (std::holds_alternative<Truncate>(effects[0]) ? 50'000 : 100'000));
  }
  wire::Script script({Delay{1s}}, {"head", body, true}, now);
  wire::Output waiting;
  const auto holders = body.use_count();
  script.take(now, waiting);
  CHECK(waiting.empty());
  script.take(now + 1s, waiting);
  CHECK(body.use_count() == holders + 1);
}
