#include "emulator/model/message.h"

#include <doctest/doctest.h>

using namespace emulator;

namespace {

bool lies_in(std::string_view part, const std::string& whole) {
  return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

}  // namespace

TEST_CASE("a made request has the head that a plain client would send, and nothing added") {
  const auto request = make_request("POST", "/a?b=c", {{"X-One", "1"}, {"x-two", ""}}, "body");
  CHECK(*request.head == "POST /a?b=c HTTP/1.1\r\nX-One: 1\r\nx-two: \r\n\r\n");
  CHECK(request.method == "POST");
  CHECK(request.target == "/a?b=c");
  CHECK(request.version == "HTTP/1.1");
  REQUIRE(request.headers.size() == 2);
  CHECK(request.headers[0].name == "X-One");
  CHECK(request.headers[0].value == "1");
  CHECK(request.headers[1].name == "x-two");
  CHECK(request.headers[1].value.empty());
  CHECK(request.body == "body");
  CHECK(request.client == "127.0.0.1");
}

TEST_CASE("the views of a made request point into its head, and stay good in copies") {
  auto copy = [] {
    const auto request = make_request("GET", "/", {{"Authorization", "  bearer x\t"}});
    return Request(request);
  }();
  CHECK(lies_in(copy.method, *copy.head));
  CHECK(lies_in(copy.target, *copy.head));
  CHECK(lies_in(copy.version, *copy.head));
  CHECK(lies_in(copy.headers[0].name, *copy.head));
  CHECK(lies_in(copy.headers[0].value, *copy.head));
  CHECK(copy.headers[0].value == "bearer x");
  CHECK(*copy.head == "GET / HTTP/1.1\r\nAuthorization:   bearer x\t\r\n\r\n");
}

TEST_CASE("a header value of nothing but white space is empty") {
  CHECK(make_request("GET", "/", {{"A", " \t "}}).header("A")->value.empty());
}

TEST_CASE("header lines are found without case, the first of several") {
  const auto request = make_request("GET", "/", {{"Accept", "a"}, {"ACCEPT", "b"}});
  REQUIRE(request.header("accept") != nullptr);
  CHECK(request.header("accept")->value == "a");
  CHECK(request.header_count("aCCept") == 2);
  CHECK(request.header("accept-") == nullptr);
  CHECK(request.header_count("Host") == 0);
}

TEST_CASE("response headers are found without case, the first of several") {
  Response response;
  response.headers = {{"Allow", "GET"}, {"allow", "PUT"}};
  REQUIRE(response.header("ALLOW") != nullptr);
  CHECK(*response.header("ALLOW") == "GET");
  CHECK(response.header("Accept") == nullptr);
}

TEST_CASE("names compare without case in ASCII only") {
  CHECK(equal_ignoring_case("Content-Length", "content-LENGTH"));
  CHECK(equal_ignoring_case("", ""));
  CHECK_FALSE(equal_ignoring_case("a", "ab"));
  CHECK_FALSE(equal_ignoring_case("@", "`"));        // differ in the case bit, are no letters
  CHECK_FALSE(equal_ignoring_case("\xc4", "\xe4"));  // letters in Latin-1 only
}

TEST_CASE("registered statuses have their phrase, others none") {
  CHECK(reason_phrase(100) == "Continue");
  CHECK(reason_phrase(200) == "OK");
  CHECK(reason_phrase(400) == "Bad Request");
  CHECK(reason_phrase(413) == "Content Too Large");
  CHECK(reason_phrase(511) == "Network Authentication Required");
  CHECK(reason_phrase(299) == "");
  CHECK(reason_phrase(0) == "");
  CHECK(reason_phrase(-1) == "");
  CHECK(reason_phrase(1000) == "");
}
