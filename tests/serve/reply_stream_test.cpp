#include "emulator/serve/reply_stream.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "emulator/serve/listener.h"
#include "tests/support/caller.h"

using namespace emulator;
using namespace std::chrono_literals;
using support::Caller;
using Wrote = StreamWriter::Wrote;

namespace {

// Plain and inside TLS.
constexpr bool kPlainAndTls[] = {false, true};

/// One streamed answer, in the test's hands.
struct Streamed {
  std::unique_ptr<StreamWriter> writer;
  std::mutex mutex;
  std::condition_variable changed;
  // Guarded by mutex.
  std::vector<StreamNews> news;

  /// Forgets what came before, too.
  bool wait_for(StreamNews wanted, std::chrono::milliseconds patience = 10s) {
    std::unique_lock lock(mutex);
    const bool came = changed.wait_for(
        lock, patience, [&] { return std::find(news.begin(), news.end(), wanted) != news.end(); });
    news.clear();
    return came;
  }
};
using StreamedPtr = std::shared_ptr<Streamed>;

/// Streams its answers, except that of "/plain". The target may say the status: "/204".
class StreamService : public Service {
 public:
  explicit StreamService(StreamOptions options) : options_(std::move(options)) {}

  void call(Request request, Responder respond) override {
    Response head;
    head.headers = {{"Date", "then"}};
    if (request.target == "/plain") return respond(std::move(head));
    if (request.target == "/204") head.status = 204;
    auto streamed = std::make_shared<Streamed>();
    Stream stream = make_stream(options_, [weak = std::weak_ptr(streamed)](StreamNews news) {
      const auto told = weak.lock();
      if (!told) return;
      const std::lock_guard lock(told->mutex);
      told->news.push_back(news);
      told->changed.notify_all();
    });
    streamed->writer = std::move(stream.writer);
    respond({std::move(head), std::move(stream.reader)});
    const std::lock_guard lock(mutex_);
    streams_.push_back(std::move(streamed));
    changed_.notify_all();
  }
  Response rejected(const Rejection& rejection) override {
    Response response;
    response.status = rejection.status;
    return response;
  }
  void unanswered() override {}

  StreamedPtr next() {
    std::unique_lock lock(mutex_);
    REQUIRE(changed_.wait_for(lock, 10s, [&] { return !streams_.empty(); }));
    auto stream = std::move(streams_.front());
    streams_.pop_front();
    return stream;
  }

 private:
  const StreamOptions options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<StreamedPtr> streams_;
};

struct Streaming {
  explicit Streaming(bool tls, StreamOptions options = {}, ListenerOptions listening = {})
      : secure(tls), service(std::move(options)), listener(on(tls, std::move(listening)), service) {
    listener.start();
  }
  static ListenerOptions on(bool tls, ListenerOptions options) {
    options.secure = tls;
    if (tls) options.tls = support::server_tls();
    return options;
  }
  Caller ask(std::string_view request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n") const {
    Caller client(listener.port(), secure);
    client.send(request);
    return client;
  }

  const bool secure;
  StreamService service;
  Listener listener;
};

const std::string kChunked = "HTTP/1.1 200 OK\r\nDate: then\r\nTransfer-Encoding: chunked\r\n\r\n";
const std::string kPlainAnswer = "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 0\r\n\r\n";
const std::string kGetPlain = "GET /plain HTTP/1.1\r\nHost: a\r\n\r\n";

std::string received(Caller& client, const std::string& expected) {
  return client.next(expected.size());
}

}  // namespace

TEST_CASE("a streamed answer comes in chunks as it is written, from any thread, then the next") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    Streaming server(tls);
    auto client = server.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + kGetPlain);
    CHECK(received(client, kChunked) == kChunked);
    const auto stream = server.service.next();
    CHECK(stream->writer->write("hello") == Wrote::kTaken);
    CHECK(received(client, "5\r\nhello\r\n") == "5\r\nhello\r\n");
    std::thread([&] { stream->writer->write(std::string(26, 'x')); }).join();
    const std::string second = "1a\r\n" + std::string(26, 'x') + "\r\n";
    CHECK(received(client, second) == second);
    stream->writer->end();
    CHECK(stream->writer->write("late") == Wrote::kGone);
    const std::string end = "0\r\n\r\n" + kPlainAnswer;
    CHECK(received(client, end) == end);
  }
}

TEST_CASE("to HTTP/1.0 a streamed answer goes on to the end of the connection") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    for (const bool whole : {true, false}) {
      CAPTURE(whole);
      Streaming server(tls);
      auto client = server.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      const auto stream = server.service.next();
      const std::string head = "HTTP/1.1 200 OK\r\nDate: then\r\nConnection: close\r\n\r\n";
      CHECK(received(client, head) == head);
      stream->writer->write("hello");
      CHECK(received(client, "hello") == "hello");
      if (whole)
        stream->writer->end();
      else
        stream->writer.reset();  // which only a reset of the connection can say
      CHECK(client.rest() == "");
      CHECK(client.ended_cleanly() == whole);
      CHECK(client.was_reset() != whole);
    }
  }
}

TEST_CASE("HEAD and 204 have no content, which the writer is told, and the connection goes on") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    Streaming server(tls);
    auto head = server.ask("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + kGetPlain);
    CHECK(received(head, kChunked + kPlainAnswer) == kChunked + kPlainAnswer);
    auto nothing = server.ask("GET /204 HTTP/1.1\r\nHost: a\r\n\r\n" + kGetPlain);
    const std::string answer = "HTTP/1.1 204 No Content\r\nDate: then\r\n\r\n" + kPlainAnswer;
    CHECK(received(nothing, answer) == answer);
    for (int i = 0; i < 2; ++i) {
      const auto stream = server.service.next();
      CHECK(stream->wait_for(StreamNews::kGone));
      CHECK(stream->writer->write("x") == Wrote::kGone);
    }
  }
}

TEST_CASE("a client that does not read holds back the writer, and loses nothing") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    Streaming server(tls, {.most = 100'000});
    auto client = server.ask();
    const auto stream = server.service.next();
    const std::string piece(50'000, 'x');
    std::size_t pieces = 0;
    do {
      while (stream->writer->write(piece) != Wrote::kFull) REQUIRE(++pieces < 1000);
    } while (stream->wait_for(StreamNews::kRoom, 200ms));  // until TCP holds all it can
    std::string all;
    std::thread reader([&] { all = client.rest(); });
    CHECK(stream->wait_for(StreamNews::kRoom));
    CHECK(stream->writer->write("the end") == Wrote::kTaken);
    stream->writer.reset();
    reader.join();
    CHECK(std::count(all.begin(), all.end(), 'x') == static_cast<std::ptrdiff_t>(pieces * 50'000));
    CHECK(all.ends_with("\r\nthe end\r\n"));
  }
}

TEST_CASE("a piece larger than what may wait is taken when nothing does") {
  Streaming server(false, {.most = 10});
  auto client = server.ask();
  const auto stream = server.service.next();
  CHECK(stream->writer->write(std::string(300'000, 'x')) == Wrote::kTaken);
  const std::string expected = kChunked + "493e0\r\n" + std::string(300'000, 'x') + "\r\n";
  CHECK(received(client, expected) == expected);
}

TEST_CASE("a body that is not ended is cut so that the client can tell") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    Streaming server(tls);
    auto client = server.ask();
    const auto stream = server.service.next();
    stream->writer->write("half");
    stream->writer.reset();
    CHECK(client.rest() == kChunked + "4\r\nhalf\r\n");
    CHECK(client.ended_cleanly());
  }
}

TEST_CASE("the writer is told when the client has gone") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    Streaming server(tls, {.pulse = 1h, .pulse_text = ":\n"});
    auto client = server.ask();
    const auto stream = server.service.next();
    CHECK(received(client, kChunked) == kChunked);
    client.close();
    CHECK(stream->wait_for(StreamNews::kGone));
    CHECK(stream->writer->write("x") == Wrote::kGone);
  }
}

TEST_CASE("a client that has closed its half still gets what is written") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    Streaming server(tls, {.pulse = 1h, .pulse_text = ":\n"});
    auto client = server.ask();
    const auto stream = server.service.next();
    CHECK(received(client, kChunked) == kChunked);
    client.end_writing();
    const std::string pulse = "2\r\n:\n\r\n";
    CHECK(received(client, pulse) == pulse);
    stream->writer->write("hello");
    stream->writer->end();
    CHECK(client.rest() == "5\r\nhello\r\n0\r\n\r\n");
  }
}

TEST_CASE("a silent stream has a pulse") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    Streaming server(tls, {.pulse = 5ms, .pulse_text = ":\n"});
    auto client = server.ask();
    const auto stream = server.service.next();
    const std::string pulses = kChunked + "2\r\n:\n\r\n2\r\n:\n\r\n2\r\n:\n\r\n";
    CHECK(received(client, pulses) == pulses);
  }
}

TEST_CASE(
    "a stream outlives the patience with idle connections, and one that is not read does not") {
  ListenerOptions impatient;
  impatient.idle_patience = 50ms;
  Streaming server(false, {}, impatient);
  auto client = server.ask();
  const auto stream = server.service.next();
  auto stuck = server.ask();
  const auto unread = server.service.next();
  while (unread->writer->write(std::string(50'000, 'x')) != Wrote::kGone) std::this_thread::yield();
  CHECK(unread->wait_for(StreamNews::kGone));
  CHECK(stream->writer->write("x") == Wrote::kTaken);
  CHECK(received(client, kChunked + "1\r\nx\r\n") == kChunked + "1\r\nx\r\n");
}

TEST_CASE("hundreds of streams need no thread each") {
  Streaming server(false);
  std::vector<Caller> clients;
  std::vector<StreamedPtr> streams;
  for (int i = 0; i < 300; ++i) {
    clients.push_back(server.ask());
    streams.push_back(server.service.next());
  }
  auto plain = server.ask(kGetPlain);
  CHECK(received(plain, kPlainAnswer) == kPlainAnswer);
  for (const auto& stream : streams) {
    stream->writer->write("hello");
    stream->writer->end();
  }
  int whole = 0;
  const std::string expected = kChunked + "5\r\nhello\r\n0\r\n\r\n";
  for (Caller& client : clients) whole += received(client, expected) == expected ? 1 : 0;
  CHECK(whole == 300);
}

TEST_CASE("several threads may write to one stream; each piece stays whole") {
  Streaming server(false, {.most = 10u << 20});
  auto client = server.ask("GET / HTTP/1.0\r\n\r\n");
  const auto stream = server.service.next();
  std::vector<std::thread> writers;
  for (char c = 'a'; c < 'e'; ++c)
    writers.emplace_back([&, c] {
      for (int i = 0; i < 500; ++i) stream->writer->write(std::string(20, c) + "\n");
    });
  for (std::thread& writer : writers) writer.join();
  stream->writer->end();
  client.until("\r\n\r\n");
  const std::string all = client.rest();
  CHECK(all.size() == 4 * 500 * 21);
  bool whole = true;
  for (std::size_t line = 0; line + 21 <= all.size(); line += 21)
    whole = whole && all.substr(line, 21) == std::string(20, all[line]) + "\n";
  CHECK(whole);
}

TEST_CASE("stopping is told, and what is ended within the grace is complete") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    Streaming server(tls);
    auto client = server.ask();
    const auto stream = server.service.next();
    CHECK(received(client, kChunked) == kChunked);
    std::thread stopper([&] { server.listener.stop(); });
    CHECK(stream->wait_for(StreamNews::kStopping));
    stream->writer->write("bye");
    stream->writer->end();
    CHECK(client.rest() == "3\r\nbye\r\n0\r\n\r\n");
    CHECK(client.ended_cleanly());
    stopper.join();
  }
}

TEST_CASE("what is not ended within the grace is cut") {
  for (const bool tls : kPlainAndTls) {
    CAPTURE(tls);
    ListenerOptions hasty;
    hasty.grace = 20ms;
    Streaming server(tls, {}, hasty);
    auto client = server.ask();
    const auto stream = server.service.next();
    CHECK(received(client, kChunked) == kChunked);
    server.listener.stop();
    CHECK(client.rest() == "");
    CHECK(stream->wait_for(StreamNews::kGone));
  }
}
