#include "emulator/serve/listener.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "tests/support/socket_client.h"

using namespace emulator;
using namespace std::chrono_literals;
using support::SocketClient;

namespace {

Response text_response(int status, std::string body) {
  Response response;
  response.status = status;
  response.headers = {{"Date", "then"}};
  response.body = std::make_shared<const std::string>(std::move(body));
  return response;
}

/// Answers "METHOD target body"; "/later" is kept for the test to answer, "/throw" throws, "/drop"
/// drops its responder, "/large" is 8 MiB.
class TestService : public Service {
 public:
  void call(Request request, Responder respond) override {
    {
      const std::lock_guard lock(mutex_);
      ++calls_;
      clients_ = request.client;
      if (request.target == "/later") kept_.push_back(respond);
      changed_.notify_all();
    }
    if (request.target == "/later" || request.target == "/drop") return;
    if (request.target == "/throw") throw std::runtime_error("secret");
    if (request.target == "/large") return respond(text_response(200, std::string(8 << 20, 'x')));
    respond(text_response(
        200, std::string(request.method) + " " + std::string(request.target) + " " + request.body));
  }
  Response rejected(const Rejection& rejection) override {
    const std::lock_guard lock(mutex_);
    ++rejections_;
    return text_response(rejection.status,
                         rejection.rule + ": " + rejection.message + "; " + rejection.hint);
  }
  void unanswered() override {
    const std::lock_guard lock(mutex_);
    ++unanswered_;
    changed_.notify_all();
  }

  bool wait_until(const std::function<bool(const TestService&)>& condition) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 10s, [&] { return condition(*this); });
  }
  bool wait_for_unanswered(int count) {
    return wait_until([&](const TestService& self) { return self.unanswered_ == count; });
  }
  bool wait_for_calls(int count) {
    return wait_until([&](const TestService& self) { return self.calls_ == count; });
  }
  Responder take_kept() {
    REQUIRE(wait_until([](const TestService& self) { return !self.kept_.empty(); }));
    const std::lock_guard lock(mutex_);
    auto kept = std::move(kept_.front());
    kept_.erase(kept_.begin());
    return kept;
  }
  int calls() {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  int rejections() {
    const std::lock_guard lock(mutex_);
    return rejections_;
  }
  int count_of_unanswered() {
    const std::lock_guard lock(mutex_);
    return unanswered_;
  }
  std::string client() {
    const std::lock_guard lock(mutex_);
    return clients_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int calls_ = 0;
  int rejections_ = 0;
  int unanswered_ = 0;
  std::string clients_;
  std::vector<Responder> kept_;
};

struct Running {
  explicit Running(ListenerOptions options = {}) : listener(std::move(options), service) {
    listener.start();
  }
  SocketClient client() const { return SocketClient(listener.port()); }

  TestService service;
  Listener listener;
};

/// Leaves this process so many file descriptors, until the end of the scope.
class FewDescriptors {
 public:
  explicit FewDescriptors(std::size_t left) {
    getrlimit(RLIMIT_NOFILE, &before_);
    auto limit = before_;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_cur, 1024);
    setrlimit(RLIMIT_NOFILE, &limit);
    for (int fd = dup(0); fd >= 0; fd = dup(0)) taken_.push_back(fd);
    REQUIRE(taken_.size() > left);
    for (std::size_t i = 0; i < left; ++i) give_back();
  }
  ~FewDescriptors() {
    setrlimit(RLIMIT_NOFILE, &before_);
    while (!taken_.empty()) give_back();
  }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;

 private:
  void give_back() {
    close(taken_.back());
    taken_.pop_back();
  }

  rlimit before_{};
  std::vector<int> taken_;
};

std::string get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more) + "\r\n";
}

std::string answer(std::string_view body, std::string_view more = "",
                   std::string_view status = "200 OK") {
  return "HTTP/1.1 " + std::string(status) +
         "\r\nDate: then\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         std::string(more) + "\r\n" + std::string(body);
}

const std::string kCloses = "Connection: close\r\n";

std::string first_line(const std::string& text) { return text.substr(0, text.find("\r\n")); }

}  // namespace

TEST_CASE("a connection is kept for the next request, and the next") {
  Running running;
  auto client = running.client();
  for (const std::string target : {"/1", "/2", "/3"}) {
    client.send(get(target));
    CHECK(client.answer() == answer("GET " + target + " "));
  }
  CHECK(running.service.client() == "127.0.0.1");
}

TEST_CASE("pipelined requests are answered in order, also where one is answered late") {
  Running running;
  auto client = running.client();
  client.send(get("/1") + get("/later") + get("/2") + "POST /3 HTTP/1.1\r\nHost: a\r\n");
  CHECK(client.answer() == answer("GET /1 "));
  auto respond = running.service.take_kept();
  CHECK(running.service.calls() == 2);
  std::thread([&] { respond(text_response(200, "late")); }).join();
  CHECK(client.answer() == answer("late"));
  CHECK(client.answer() == answer("GET /2 "));
  client.send("Content-Length: 1\r\n\r\nx");
  CHECK(client.answer() == answer("POST /3 x"));
}

TEST_CASE("thousands of pipelined requests are all answered, however slowly they are read") {
  Running running;
  auto client = running.client();
  constexpr int kRequests = 5'000;
  std::thread sender([&] {
    std::string all;
    for (int i = 0; i < kRequests; ++i) all += get("/" + std::to_string(i));
    CHECK(client.send(all));
  });
  int good = 0;
  for (int i = 0; i < kRequests; ++i)
    good += client.answer() == answer("GET /" + std::to_string(i) + " ") ? 1 : 0;
  sender.join();
  CHECK(good == kRequests);
}

TEST_CASE(
    "what a client sends while its call is in flight is taken up to a bound, and none is lost") {
  Running running;
  auto client = running.client();
  client.send(get("/later"));
  auto respond = running.service.take_kept();
  constexpr int kRequests = 2000;
  std::string all;
  for (int i = 0; i < kRequests; ++i) all += get("/" + std::string(8000, 'a'));
  const auto sent = client.send_until_blocked(all);
  CHECK(sent < all.size());
  CHECK(running.service.calls() == 1);
  respond(text_response(200, ""));
  std::thread sender([&] { client.send(std::string_view(all).substr(sent)); });
  CHECK(client.answer() == answer(""));
  int answers = 0;
  while (answers < kRequests && first_line(client.answer()) == "HTTP/1.1 200 OK") ++answers;
  sender.join();
  CHECK(answers == kRequests);
}

TEST_CASE("bytes may come one by one, and bodies in chunks") {
  Running running;
  auto client = running.client();
  for (const char c :
       std::string("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                   "3\r\nabc\r\n2;x\r\nde\r\n0\r\nT: 1\r\n\r\n"))
    client.send({&c, 1});
  CHECK(client.answer() == answer("POST /a abcde"));
}

TEST_CASE("a client that expects it is told to continue, or refused before it sends its body") {
  Running running;
  auto client = running.client();
  const std::string head = "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
  client.send(head + "3\r\n\r\n");
  CHECK(client.answer() == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("abc");
  CHECK(client.answer() == answer("PUT / abc"));
  client.send(head + "99999999\r\n\r\n");
  CHECK(client.rest() ==
        answer("gate.body-too-large: the body has 99999999 bytes; the limit is 10485760; send a "
               "smaller body",
               kCloses, "413 Content Too Large"));
}

TEST_CASE("a client that has closed its half gets its answers, also late ones") {
  Running running;
  auto client = running.client();
  client.send(get("/1") + get("/later"));
  client.end_writing();
  CHECK(client.answer() == answer("GET /1 "));
  running.service.take_kept()(text_response(200, "late"));
  CHECK(client.rest() == answer("late"));
  CHECK(client.ended_cleanly());
  CHECK(running.service.count_of_unanswered() == 0);
}

TEST_CASE("the connection ends after the answer when the client wants it") {
  Running running;
  auto client = running.client();
  SUBCASE("Connection: close") {
    client.send(get("/", "Connection: Close\r\n") + get("/never"));
    CHECK(client.rest() == answer("GET / ", kCloses));
  }
  SUBCASE("HTTP/1.0") {
    client.send("GET / HTTP/1.0\r\n\r\n");
    CHECK(client.rest() == answer("GET / ", kCloses));
  }
  CHECK(client.ended_cleanly());
  CHECK(running.service.calls() == 1);
}

TEST_CASE("HTTP/1.0 may keep its connection") {
  Running running;
  auto client = running.client();
  for (int i = 0; i < 2; ++i) {
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    CHECK(client.answer() == answer("GET / ", "Connection: keep-alive\r\n"));
  }
}

TEST_CASE("HEAD is answered with the head of what the service says, and no content") {
  Running running;
  auto client = running.client();
  client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n" + get("/b"));
  CHECK(client.answer(false) == "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 8\r\n\r\n");
  CHECK(client.answer() == answer("GET /b "));
}

TEST_CASE("a large answer reaches a slow reader whole, and then the next one") {
  Running running;
  auto client = running.client();
  client.send(get("/large") + get("/1"));
  CHECK(client.answer() == answer(std::string(8 << 20, 'x')));
  CHECK(client.answer() == answer("GET /1 "));
}

TEST_CASE("a call whose responder is dropped ends its connection without an answer") {
  Running running;
  SUBCASE("inside the call") {
    auto client = running.client();
    client.send(get("/1") + get("/drop"));
    CHECK(client.rest() == answer("GET /1 "));
    CHECK(client.ended_cleanly());
  }
  SUBCASE("later, by another thread") {
    auto client = running.client();
    client.send(get("/later"));
    std::thread([kept = running.service.take_kept()]() mutable { kept = nullptr; }).join();
    CHECK(client.rest() == "");
    CHECK(client.ended_cleanly());
  }
  CHECK(running.service.wait_for_unanswered(1));
}

TEST_CASE("only the first reply of a responder counts") {
  Running running;
  auto client = running.client();
  client.send(get("/later"));
  auto respond = running.service.take_kept();
  respond(text_response(200, "first"));
  respond(text_response(200, "second"));
  CHECK(client.answer() == answer("first"));
  client.send(get("/"));
  CHECK(client.answer() == answer("GET / "));
}

TEST_CASE("an exception out of a call is a 500 that tells nothing, and the next client is served") {
  Running running;
  auto client = running.client();
  client.send(get("/throw"));
  CHECK(client.answer().find("the emulator failed on this call\n") != std::string::npos);
  CHECK(client.rest() == "");
  auto next = running.client();
  next.send(get("/"));
  CHECK(next.answer() == answer("GET / "));
}

TEST_CASE("what the gate refuses is answered, however much the client goes on sending") {
  Running running;
  auto client = running.client();
  std::thread sender([&] {
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\n");
    client.send(std::string(20'000'000, 'x'));
  });
  CHECK(first_line(client.answer()) == "HTTP/1.1 413 Content Too Large");
  sender.join();
  CHECK(running.service.rejections() == 1);
  CHECK(running.service.calls() == 0);
}

TEST_CASE("each limit has its default, holds what is just within it, and answers what is beyond") {
  CHECK(ListenerOptions().request_patience == 10s);
  CHECK(ListenerOptions().idle_patience == 75s);
  CHECK(ListenerOptions().tls_patience == 5s);
  CHECK(ListenerOptions().grace == 5s);
  CHECK(ListenerOptions().connections == 20'000);
  const auto lines = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "A: 1\r\n";
    return text;
  };
  const auto post = [](std::size_t size) {
    return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
           std::string(size, 'x');
  };
  const std::string rest_of_head = "GET / HTTP/1.1\r\nHost: a\r\nA: \r\n\r\n";
  const auto head = [&](std::size_t size) {
    return get("/", "A: " + std::string(size - rest_of_head.size(), 'x') + "\r\n");
  };
  struct Row {
    const char* name;
    std::string within;
    std::string beyond;
    std::string answered;
  };
  const Row kRows[] = {
      {"target", get("/" + std::string((16 << 10) - 1, 'a')), get("/" + std::string(16 << 10, 'a')),
       "414 URI Too Long"},
      {"head", head(64 << 10), head((64 << 10) + 1), "431 Request Header Fields Too Large"},
      {"header lines", get("/", lines(199)), get("/", lines(200)),
       "431 Request Header Fields Too Large"},
      {"body", post(10 << 20), post((10 << 20) + 1), "413 Content Too Large"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    Running running;
    auto client = running.client();
    std::string within, beyond;
    std::thread reader([&] { within = first_line(client.answer()), beyond = client.rest(); });
    client.send(row.within);
    client.send(row.beyond);
    reader.join();
    CHECK(within == "HTTP/1.1 200 OK");
    CHECK(first_line(beyond) == "HTTP/1.1 " + row.answered);
    CHECK(beyond.find("\r\nConnection: close\r\n") != std::string::npos);
    CHECK(client.ended_cleanly());
  }
}

TEST_CASE("a million tiny headers are refused, and hold nobody up") {
  Running running;
  auto flooding = running.client();
  std::thread flood([&] {
    flooding.send("GET / HTTP/1.1\r\nHost: a\r\n");
    std::string thousand;
    for (int i = 0; i < 1000; ++i) thousand += "a:b\r\n";
    for (int i = 0; i < 1000 && flooding.send(thousand); ++i) {
    }
  });
  auto client = running.client();
  client.send(get("/"));
  CHECK(client.answer() == answer("GET / "));
  CHECK(first_line(flooding.answer()) == "HTTP/1.1 431 Request Header Fields Too Large");
  flood.join();
  CHECK(running.service.calls() == 1);
}

TEST_CASE("hundreds of clients that never end their heads hold nobody up, and each is told") {
  ListenerOptions options;
  options.request_patience = 300ms;
  Running running(options);
  std::vector<SocketClient> slow;
  for (int i = 0; i < 500; ++i) {
    slow.push_back(running.client());
    slow.back().send("GET / HTTP/1.1\r\nX-Slow: ");
  }
  auto client = running.client();
  client.send(get("/"));
  CHECK(client.answer() == answer("GET / "));
  int told = 0;
  for (auto& one : slow) told += first_line(one.rest()) == "HTTP/1.1 408 Request Timeout" ? 1 : 0;
  CHECK(told == 500);
}

TEST_CASE("any token is a method, in its own case") {
  Running running;
  auto client = running.client();
  for (const std::string method : {"get", "PATCH", "PROPFIND", "M-SEARCH", "!#$%&'*+-.^_`|~0"}) {
    client.send(method + " /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
    CHECK(client.answer() == answer(method + " /a x"));
  }
}

TEST_CASE("ranges and codings that a client would take change nothing") {
  Running running;
  auto client = running.client();
  client.send(get("/a", "Range: bytes=0-1\r\nAccept-Encoding: br, gzip, deflate\r\n"));
  CHECK(client.answer() == answer("GET /a "));
  client.send("HEAD /a HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\nAccept-Encoding: br\r\n\r\n");
  CHECK(client.answer(false) == "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 8\r\n\r\n");
}

TEST_CASE("garbage gets an answer and then the end") {
  Running running;
  for (const std::string garbage : {"\x16\x03\x01\x02", "\r\n\r\n", "{}", "GET\n", "\xff\xfe"}) {
    CAPTURE(garbage);
    auto client = running.client();
    client.send(garbage);
    CHECK(first_line(client.rest()) == "HTTP/1.1 400 Bad Request");
    CHECK(client.ended_cleanly());
  }
  auto client = running.client();
  client.send(get("/"));
  CHECK(client.answer() == answer("GET / "));
}

TEST_CASE("a client that leaves in the middle of a request is counted, one that sent none is not") {
  Running running;
  running.client();
  {
    auto client = running.client();
    client.send("\r\n");
  }
  {
    auto client = running.client();
    client.send("GET / HT");
    client.end_writing();
    CHECK(client.rest() == "");
  }
  {
    auto client = running.client();
    client.send(get("/later"));
    REQUIRE(running.service.wait_for_calls(1));
    client.reset();
  }
  CHECK(running.service.wait_for_unanswered(2));
  running.service.take_kept()(text_response(200, "nobody is there"));
  auto client = running.client();
  client.send(get("/"));
  CHECK(client.answer() == answer("GET / "));
  CHECK(running.service.count_of_unanswered() == 2);
}

TEST_CASE("a request that does not come to its end in time is a 408 that says what is missing") {
  ListenerOptions options;
  options.request_patience = 50ms;
  Running running(options);
  auto client = running.client();
  const std::string hint =
      "; end the head with an empty line, and let Content-Length be the size of the body in bytes";
  SUBCASE("in its head") {
    client.send("GET / HTTP/1.1\r\nHos");
    CHECK(client.rest() == answer("gate.request-timeout: the request was not complete after 50 ms; "
                                  "missing: the end of its head" +
                                      hint,
                                  kCloses, "408 Request Timeout"));
  }
  SUBCASE("in its body, after another request") {
    client.send(get("/") + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabc");
    CHECK(client.answer() == answer("GET / "));
    CHECK(client.rest() == answer("gate.request-timeout: the request was not complete after 50 ms; "
                                  "missing: 2 of 5 body bytes" +
                                      hint,
                                  kCloses, "408 Request Timeout"));
  }
  CHECK(client.ended_cleanly());
  CHECK(running.service.rejections() == 1);
}

TEST_CASE("dripping bytes does not buy more time") {
  ListenerOptions options;
  options.request_patience = 100ms;
  Running running(options);
  auto client = running.client();
  std::atomic<bool> answered{false};
  std::thread dripping([&] {
    client.send("GET / HTTP/1.1\r\nX: ");
    while (!answered && client.send("x")) std::this_thread::yield();
  });
  const auto first = first_line(client.rest());
  answered = true;
  dripping.join();
  CHECK((first == "HTTP/1.1 408 Request Timeout" ||
         first == "HTTP/1.1 431 Request Header Fields Too Large"));
  CHECK(running.service.rejections() == 1);
}

TEST_CASE("an idle connection is closed without a word, one that waits for its answer is not") {
  ListenerOptions options;
  options.idle_patience = 50ms;
  options.request_patience = 50ms;
  Running running(options);
  auto waiting = running.client();
  waiting.send(get("/later"));
  auto respond = running.service.take_kept();
  auto idle = running.client();
  idle.send(get("/"));
  CHECK(idle.answer() == answer("GET / "));
  CHECK(idle.rest() == "");
  CHECK(idle.ended_cleanly());
  respond(text_response(200, "late"));
  CHECK(waiting.answer() == answer("late"));
  CHECK(running.service.rejections() == 0);
  CHECK(running.service.count_of_unanswered() == 0);
}

TEST_CASE("a connection beyond the limit is a 503, and one that ends makes room") {
  ListenerOptions options;
  options.connections = 2;
  Running running(options);
  CHECK(running.listener.connection_limit() == 2);
  auto first = running.client();
  auto second = running.client();
  for (auto* client : {&first, &second}) {
    client->send(get("/"));
    CHECK(client->answer() == answer("GET / "));
  }
  auto third = running.client();
  CHECK(third.rest() ==
        answer("gate.connections: 2 connections are open, which is the limit; keep fewer "
               "connections, and use each for several requests",
               kCloses, "503 Service Unavailable"));
  third.close();
  first.close();
  std::string served;
  for (int i = 0; i < 10'000 && served != answer("GET / "); ++i) {
    auto client = running.client();
    client.send(get("/"));
    served = client.answer();
  }
  CHECK(served == answer("GET / "));
}

TEST_CASE("without a free descriptor newcomers wait, it is said once, and it goes on by itself") {
  std::mutex mutex;
  std::vector<std::string> warnings;
  std::condition_variable warned;
  ListenerOptions options;
  options.warn = [&](const std::string& text) {
    const std::lock_guard lock(mutex);
    warnings.push_back(text);
    warned.notify_all();
  };
  TestService service;
  Listener listener(options, service);
  std::vector<SocketClient> clients;
  for (int i = 0; i < 20; ++i) clients.emplace_back(listener.port());
  const FewDescriptors three(3);
  listener.start();
  {
    std::unique_lock lock(mutex);
    CHECK(warned.wait_for(lock, 10s, [&] { return !warnings.empty(); }));
  }
  for (auto& client : clients) {
    client.send(get("/"));
    CHECK(client.answer() == answer("GET / "));
    client.close();
  }
  listener.stop();
  CHECK(warnings ==
        std::vector<std::string>{"no file descriptor is left: new connections wait until one is "
                                 "free; raise the limit (ulimit -n) or lower the number of "
                                 "connections"});
}

TEST_CASE("a thousand idle connections keep nobody from being served") {
  Running running;
  std::vector<SocketClient> idle;
  for (int i = 0; i < 1000; ++i) idle.push_back(running.client());
  auto client = running.client();
  client.send(get("/"));
  CHECK(client.answer() == answer("GET / "));
  for (auto* some : {&idle.front(), &idle[500], &idle.back()}) {
    some->send(get("/"));
    CHECK(some->answer() == answer("GET / "));
  }
}

TEST_CASE("many clients at once get each its own answers, some of them late") {
  Running running;
  std::vector<std::thread> clients;
  std::atomic<int> good{0};
  for (int c = 0; c < 8; ++c)
    clients.emplace_back([&, c] {
      auto client = running.client();
      for (int i = 0; i < 100; ++i) {
        const auto target = "/" + std::to_string(c) + "/" + std::to_string(i);
        client.send(get(target) + get("/later"));
        if (client.answer() == answer("GET " + target + " ")) ++good;
        if (client.answer() == answer("late")) ++good;
      }
    });
  for (int i = 0; i < 800; ++i) running.service.take_kept()(text_response(200, "late"));
  for (auto& client : clients) client.join();
  CHECK(good == 1600);
}

TEST_CASE("a free port is the same on IPv4 and IPv6, and is told") {
  Running running;
  const auto port = std::to_string(running.listener.port());
  CHECK(running.listener.port() != 0);
  CHECK(running.listener.url() == "http://127.0.0.1:" + port);
  if (running.listener.urls().size() == 1) return;  // This machine has no ::1.
  CHECK(running.listener.urls() ==
        std::vector<std::string>{"http://127.0.0.1:" + port, "http://[::1]:" + port});
  SocketClient client(running.listener.port(), true);
  client.send(get("/"));
  CHECK(client.answer() == answer("GET / "));
  CHECK(running.service.client() == "::1");
}

TEST_CASE("'::' takes IPv6 and IPv4, '0.0.0.0' IPv4, and both together share the port") {
  const std::vector<std::vector<std::string>> kHosts = {{"0.0.0.0"}, {"::"}, {"0.0.0.0", "::"}};
  for (const auto& hosts : kHosts) {
    if (hosts.back() == "::" && !support::has_v6()) continue;
    ListenerOptions options;
    options.hosts = hosts;
    Running running(options);
    const auto port = std::to_string(running.listener.port());
    std::vector<std::string> urls;
    for (const std::string& host : hosts)
      urls.push_back("http://" + (host == "::" ? "[::]" : host) + ":" + port);
    CHECK(running.listener.urls() == urls);
    auto v4 = running.client();
    v4.send(get("/"));
    CHECK(v4.answer() == answer("GET / "));
    CHECK(running.service.client() == "127.0.0.1");
    if (hosts.back() != "::") continue;
    SocketClient v6(running.listener.port(), true);
    v6.send(get("/"));
    CHECK(v6.answer() == answer("GET / "));
    CHECK(running.service.client() == "::1");
  }
}

TEST_CASE("the host that is asked for is the one that is served") {
  ListenerOptions options;
  options.hosts = {"127.0.0.2"};
  TestService service;
  Listener listener(options, service);
  CHECK(listener.urls() ==
        std::vector<std::string>{"http://127.0.0.2:" + std::to_string(listener.port())});
  CHECK_THROWS(SocketClient(listener.port()));
}

TEST_CASE("where it cannot listen it says where, why and what to do") {
  TestService service;
  const auto error = [&](ListenerOptions options) -> std::string {
    try {
      Listener(std::move(options), service);
    } catch (const ListenError& thrown) {
      return thrown.what();
    }
    return "";
  };
  ListenerOptions options;
  SUBCASE("a taken port") {
    Listener first(options, service);
    options.port = first.port();
    CHECK(error(options) == "127.0.0.1:" + std::to_string(first.port()) +
                                " is taken by another program; choose another port with --port, or "
                                "--port 0 for any free one");
  }
  SUBCASE("somebody else's address") {
    options.hosts = {"192.0.2.1"};
    options.port = 8080;
    CHECK(error(options) ==
          "192.0.2.1:8080 is no address of this machine; choose one of its own with --host");
  }
  SUBCASE("no address") {
    options.hosts = {"300.1.2.3.4:x"};
    const auto text = error(options);
    CHECK(text.substr(0, 38) == "cannot find the host '300.1.2.3.4:x': ");
    CHECK(text.find("; give --host an address of this machine, like 127.0.0.1") !=
          std::string::npos);
  }
}

TEST_CASE("stopping closes idle connections at once and lets a call in flight finish") {
  Running running;
  auto idle = running.client();
  idle.send(get("/"));
  CHECK(idle.answer() == answer("GET / "));
  auto half = running.client();
  half.send("GET / HT");
  auto busy = running.client();
  busy.send(get("/later") + get("/never"));
  auto respond = running.service.take_kept();
  std::thread stopper([&] { running.listener.stop(); });
  CHECK(idle.rest() == "");
  CHECK(half.rest() == "");
  CHECK_THROWS(running.client());
  respond(text_response(200, "late"));
  CHECK(busy.rest() == answer("late", kCloses));
  stopper.join();
  running.listener.stop();
  CHECK(running.service.calls() == 2);
}

TEST_CASE("stopping waits for a call no longer than the grace, and its late reply harms nobody") {
  ListenerOptions options;
  options.grace = 20ms;
  Responder late;
  {
    Running running(options);
    auto client = running.client();
    client.send(get("/later"));
    late = running.service.take_kept();
    running.listener.stop();
    CHECK(client.rest() == "");
    CHECK(running.service.count_of_unanswered() == 1);
  }
  late(text_response(200, "late"));
}

TEST_CASE("a listener that never started stops, and its port is free again") {
  TestService service;
  ListenerOptions options;
  {
    Listener listener(options, service);
    options.port = listener.port();
    listener.stop();
    listener.stop();
    listener.start();
  }
  Listener again(options, service);
  CHECK(again.port() == options.port);
}
