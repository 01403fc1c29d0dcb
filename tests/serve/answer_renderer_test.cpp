#include "emulator/serve/answer_renderer.h"

#include <doctest/doctest.h>

using namespace emulator;
using wire::AnswerRenderer;

namespace {

Response response(int status, std::vector<Header> headers = {}, const char* body = nullptr) {
  Response made;
  made.status = status;
  made.headers = std::move(headers);
  made.headers.push_back({"Date", "then"});
  if (body != nullptr) made.body = std::make_shared<const std::string>(body);
  return made;
}

std::string text(const Response& response, wire::Form form = {}) {
  AnswerRenderer renderer;
  const auto rendered = renderer.render(response, form);
  return rendered.head + (rendered.body ? *rendered.body : "");
}

}  // namespace

TEST_CASE("a streamed answer has no length: chunks, or to HTTP/1.0 the end of the connection") {
  CHECK(text(response(200), {.streamed = true}) ==
        "HTTP/1.1 200 OK\r\nDate: then\r\nTransfer-Encoding: chunked\r\n\r\n");
  CHECK(text(response(200), {.http10 = true, .close = true, .streamed = true}) ==
        "HTTP/1.1 200 OK\r\nDate: then\r\nConnection: close\r\n\r\n");
  CHECK(text(response(204), {.streamed = true}) == "HTTP/1.1 204 No Content\r\nDate: then\r\n\r\n");
}

TEST_CASE(
    "an answer has its own headers in their order, a length, and nothing that was not asked") {
  CHECK(
      text(response(200, {{"X-B", "1"}, {"Content-Type", "text/plain"}, {"X-A", "2"}, {"X-B", "3"}},
                    "hello")) ==
      "HTTP/1.1 200 OK\r\nX-B: 1\r\nContent-Type: text/plain\r\nX-A: 2\r\nX-B: 3\r\nDate: then\r\n"
      "Content-Length: 5\r\n\r\nhello");
}

TEST_CASE("HEAD has the headers of GET and no content") {
  CHECK(text(response(200, {}, "hello"), {.to_head = true}) ==
        "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 5\r\n\r\n");
}

TEST_CASE("204 and 304 have neither content nor a length, any other answer has a length") {
  CHECK(text(response(204, {}, "hello")) == "HTTP/1.1 204 No Content\r\nDate: then\r\n\r\n");
  CHECK(text(response(304)) == "HTTP/1.1 304 Not Modified\r\nDate: then\r\n\r\n");
  CHECK(text(response(205)) ==
        "HTTP/1.1 205 Reset Content\r\nDate: then\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("the connection's end is told, and to HTTP/1.0 its going on") {
  CHECK(text(response(200), {.close = true}) ==
        "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  CHECK(text(response(200), {.http10 = true}) ==
        "HTTP/1.1 200 OK\r\nDate: then\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
}

TEST_CASE("the reason is the one given, else the registered one, else empty") {
  auto given = response(404);
  given.reason = "Gone\r\nX: fishing";
  CHECK(text(given) == "HTTP/1.1 404 GoneX: fishing\r\nDate: then\r\nContent-Length: 0\r\n\r\n");
  CHECK(text(response(413)) ==
        "HTTP/1.1 413 Content Too Large\r\nDate: then\r\nContent-Length: 0\r\n\r\n");
  CHECK(text(response(599)) == "HTTP/1.1 599 \r\nDate: then\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("a status that cannot end a call is a 500") {
  for (const int status : {-1, 0, 100, 101, 1000})
    CHECK(text(response(status)) ==
          "HTTP/1.1 500 Internal Server Error\r\nDate: then\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("a header cannot break out of its line nor change the framing") {
  CHECK(text(response(200, {{"X-A", "1\r\nX-Evil: 1\0"},
                            {"bad name", "1"},
                            {"", "1"},
                            {"X-Evil\r\nX", "1"},
                            {"content-length", "7"},
                            {"Transfer-Encoding", "chunked"},
                            {"Connection", "upgrade"},
                            {"Keep-Alive", "timeout=1"}})) ==
        "HTTP/1.1 200 OK\r\nX-A: 1X-Evil: 1\r\nDate: then\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("empty, long and non-ASCII values are sent as they are") {
  const std::string large(20'000, 'x');
  CHECK(text(response(200, {{"X-Empty", ""}, {"X-Large", large}, {"X-Latin", "\xe4 %41"}})) ==
        "HTTP/1.1 200 OK\r\nX-Empty: \r\nX-Large: " + large +
            "\r\nX-Latin: \xe4 %41\r\nDate: then\r\nContent-Length: 0\r\n\r\n");
}

TEST_CASE("the date is added in the form of RFC 9110") {
  AnswerRenderer renderer;
  const auto head = renderer.render(Response{}, {}).head;
  const std::string before = "HTTP/1.1 200 OK\r\nDate: ";
  REQUIRE(head.size() == before.size() + std::string("Sun, 06 Nov 1994 08:49:37 GMT").size() +
                             std::string("\r\nContent-Length: 0\r\n\r\n").size());
  CHECK(head.substr(0, before.size()) == before);
  CHECK(head.substr(before.size() + 3, 2) == ", ");
  CHECK(head.substr(before.size() + 25, 6) == " GMT\r\n");
}

TEST_CASE("answers of one kind differ in their values alone, whatever was rendered before") {
  AnswerRenderer renderer;
  for (const char* value : {"1", "", "a: b", "Date: x", "\xff%s", "1\r\n2"}) {
    for (const int status : {200, 204, 404, 1000}) {
      for (const bool close : {false, true}) {
        const auto one = response(status, {{"X-A", value}, {"X-B", value}}, value);
        const auto rendered = renderer.render(one, {.close = close});
        CHECK(rendered.head + (rendered.body ? *rendered.body : "") == text(one, {.close = close}));
      }
    }
  }
}

TEST_CASE("more kinds than are kept are rendered all the same") {
  AnswerRenderer renderer;
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < 2 * AnswerRenderer::kMostKinds; ++i) {
      const std::string name = "X-" + std::to_string(i);
      CHECK(renderer.render(response(200, {{name, "1"}}), {}).head ==
            "HTTP/1.1 200 OK\r\n" + name + ": 1\r\nDate: then\r\nContent-Length: 0\r\n\r\n");
    }
  }
}
