#include "emulator/serve/gate.h"

#include <doctest/doctest.h>

#include <ctime>
#include <functional>

using namespace emulator;

namespace {

constexpr GateLimits kSmall{
    .target_bytes = 40, .head_bytes = 200, .header_lines = 3, .body_bytes = 10};

using Outcome = std::optional<std::variant<Gate::Framed, Rejection>>;

Outcome next_of(Gate& gate) {
  while (true) {
    auto result = gate.next();
    if (auto* framed = std::get_if<Gate::Framed>(&result)) return std::move(*framed);
    if (auto* rejection = std::get_if<Rejection>(&result)) return std::move(*rejection);
    if (std::get<Gate::State>(result) == Gate::State::kNeedMore) return std::nullopt;
  }
}

Outcome fed_byte_by_byte(std::string_view bytes, GateLimits limits = {}) {
  Gate gate(limits);
  for (const char c : bytes) {
    gate.feed({&c, 1});
    if (auto outcome = next_of(gate)) return outcome;
  }
  return std::nullopt;
}

/// Status, rule, message and hint as four lines; of a request that is let in: "framed".
std::string refusal(const Outcome& outcome) {
  if (!outcome) return "incomplete";
  const auto* rejection = std::get_if<Rejection>(&*outcome);
  if (rejection == nullptr) return "framed";
  return std::to_string(rejection->status) + "\n" + rejection->rule + "\n" + rejection->message +
         "\n" + rejection->hint;
}

struct Case {
  std::string bytes;
  std::string refusal;
};

void check_all(const std::vector<Case>& cases, GateLimits limits = {}) {
  for (const auto& each : cases) {
    const auto& bytes = each.bytes;
    const auto& expected = each.refusal;
    CAPTURE(bytes);
    const auto at_once = frame_one(bytes, limits);
    const auto slowly = fed_byte_by_byte(bytes, limits);
    CHECK(refusal(at_once) == expected);
    CHECK(refusal(slowly) == expected);
    if (!at_once || !slowly || at_once->index() == 0 || slowly->index() == 0) continue;
    const auto& one = std::get<Rejection>(*at_once).request;
    const auto& other = std::get<Rejection>(*slowly).request;
    CHECK(*one.head == *other.head);
    CHECK(one.method == other.method);
    CHECK(one.target == other.target);
  }
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Gate::Framed framed(std::string_view bytes, GateLimits limits = {}) {
  auto outcome = frame_one(bytes, limits);
  REQUIRE(refusal(outcome) == "framed");
  return std::get<Gate::Framed>(std::move(*outcome));
}

Rejection rejected(std::string_view bytes, GateLimits limits = {}) {
  auto outcome = frame_one(bytes, limits);
  REQUIRE(outcome);
  REQUIRE(outcome->index() == 1);
  return std::get<Rejection>(std::move(*outcome));
}

std::string with(std::string_view header_lines) {
  return "GET / HTTP/1.1\r\nHost: a\r\n" + std::string(header_lines) + "\r\n";
}
std::string target(std::string_view text) {
  return "GET " + std::string(text) + " HTTP/1.1\r\nHost: a\r\n\r\n";
}
std::string chunked(std::string_view body) {
  return "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body);
}

const std::string kThreeParts = "send the method, a space, the target, a space and HTTP/1.1";

}  // namespace

TEST_CASE("a request is kept byte for byte: head, target, header lines in order and case") {
  const std::string head =
      "Get /a%2Fb?q=x=y&q=x=y&a=&a&{{id}} HTTP/1.1\r\nhOST: a\r\nX-Empty:\r\nX-Pad: \t v%41 w "
      "\t\r\n"
      "X-Empty: \r\nX-Latin: \xe4\r\nX-Tab: a\tb\r\n\r\n";
  const auto request = framed(head).request;
  CHECK(*request.head == head);
  CHECK(request.method == "Get");
  CHECK(request.target == "/a%2Fb?q=x=y&q=x=y&a=&a&{{id}}");
  CHECK(request.version == "HTTP/1.1");
  REQUIRE(request.headers.size() == 6);
  CHECK(request.headers[0].name == "hOST");
  CHECK(request.headers[1].name == "X-Empty");
  CHECK(request.headers[1].value == "");
  CHECK(request.headers[2].value == "v%41 w");
  CHECK(request.headers[4].value == "\xe4");
  CHECK(request.headers[5].value == "a\tb");
  CHECK(request.body.empty());
}

TEST_CASE("any token is a method, and each form of target is kept as sent") {
  for (const std::string line :
       {"!#$%&'*+-.^_`|~9 /", "OPTIONS *", "CONNECT host:443", "CONNECT [::1]:443",
        "GET http://other.example:80/a?b", "GET https://other.example", "GET //a/../b", "GET /?a?b",
        "GET /\"<>\\^`{|}"}) {
    CAPTURE(line);
    const auto request = framed(line + " HTTP/1.1\r\nHost: a\r\n\r\n").request;
    CHECK(std::string(request.method) + " " + std::string(request.target) == line);
  }
}

TEST_CASE("the Host header is a host with an optional port, or empty") {
  for (const std::string host : {"", "a", "a:80", "a:", "[::1]", "[::1]:8080", "1.2.3.4:65535",
                                 "a_b.c-d", "%41", "[v1.a:b]"}) {
    CAPTURE(host);
    CHECK(framed("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").request.header("host")->value ==
          host);
  }
  for (const std::string host :
       {"a b", "a/b", "http://a", "u@a", "a:b", "a:65536", "a:123456", "[::1", "[]", "[::1]x",
        "[g]:80x", "%4", "%zz", "a:1:2", "\xc3\xa4"}) {
    CAPTURE(host);
    CHECK(rejected("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").rule == "gate.host");
  }
}

TEST_CASE(
    "a body is framed by Content-Length on any method, and what follows is the next request") {
  Gate gate({});
  gate.feed("GET /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab\r\n.");
  gate.feed("POST /2 HTTP/1.1\r\nHost: a\r\ncontent-length: 00\r\n\r\n");
  gate.feed("\r\nPUT /3 HTTP/1.1\r\nHost: a\r\n\r\nG");
  CHECK(std::get<Gate::Framed>(*next_of(gate)).request.body == "ab\r\n.");
  CHECK(std::get<Gate::Framed>(*next_of(gate)).request.target == "/2");
  CHECK(std::get<Gate::Framed>(*next_of(gate)).request.target == "/3");
  CHECK_FALSE(next_of(gate));
  CHECK(gate.in_request());
  CHECK(gate.buffered() == 1);
}

TEST_CASE("a chunked body has its coding, extensions and trailer removed") {
  const auto bytes =
      chunked("4\r\nab\r\n\r\n00000A ;x=\"y\"\r\n0123456789\r\n0;last\r\nX-T: v\r\n\r\n");
  CHECK(framed(bytes).request.body == "ab\r\n0123456789");
  CHECK(framed(bytes).request.header("X-T") == nullptr);
  CHECK(framed(bytes).request.head->substr(framed(bytes).request.head->size() - 4) == "\r\n\r\n");
  const auto slowly = fed_byte_by_byte(bytes);
  CHECK(std::get<Gate::Framed>(*slowly).request.body == "ab\r\n0123456789");
  CHECK(framed(chunked("0\r\n\r\n")).request.body.empty());
  CHECK_FALSE(frame_one(chunked("0\r\n\r")));
}

TEST_CASE("the connection ends after the answer when the client says so, in any case") {
  CHECK_FALSE(framed(with("")).close);
  CHECK(framed(with("Connection: close\r\n")).close);
  CHECK(framed(with("Connection: keep-alive ,\tCLOSE\r\n")).close);
  CHECK(framed(with("Connection: a\r\nConnection: Close\r\n")).close);
  CHECK_FALSE(framed(with("Connection: closed\r\n")).close);
  const auto old = framed("GET / HTTP/1.0\r\n\r\n");
  CHECK(old.http10);
  CHECK(old.close);
  CHECK_FALSE(framed("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").close);
}

TEST_CASE("a client that expects 100-continue is told once its head was judged") {
  const std::string head = "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: ";
  Gate gate(kSmall);
  SUBCASE("the head is fine") {
    gate.feed(head + "2\r\n\r\n");
    CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kContinue);
    CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kNeedMore);
    CHECK(gate.in_request());
    gate.feed("ab");
    CHECK(std::get<Gate::Framed>(gate.next()).request.body == "ab");
    CHECK_FALSE(gate.in_request());
  }
  SUBCASE("the body would be refused") {
    gate.feed(head + "11\r\n\r\n");
    CHECK(std::get<Rejection>(gate.next()).status == 413);
  }
  SUBCASE("the body is there already, or there is none") {
    gate.feed(head + "2\r\n\r\na");
    CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kNeedMore);
    gate.feed("b" + head + "0\r\n\r\n");
    CHECK(std::get<Gate::Framed>(gate.next()).request.body == "ab");
    CHECK(std::get<Gate::Framed>(gate.next()).request.body.empty());
  }
  SUBCASE("HTTP/1.0 has no interim answers") {
    gate.feed("PUT / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kNeedMore);
  }
}

TEST_CASE("request lines are refused with the reason") {
  check_all({
      {"\x16\x03\x01\x02",
       "400\ngate.tls\nthe client begins a TLS handshake, but this port speaks "
       "plain HTTP\nuse http:// instead of https:// in the client's base URL"},
      {"{\"a\":1}",
       "400\ngate.method\nthe method has the byte 0x7b, which no method has\na method "
       "is a token, like GET"},
      {" GET",
       "400\ngate.method\nthe request line begins with a space\na method is a token, like "
       "GET"},
      {"GET\t/",
       "400\ngate.method\nthe method has the byte 0x09, which no method has\na method is "
       "a token, like GET"},
      {"\r\n\r\n",
       "400\ngate.empty-line\nseveral empty lines stand before the request line\nbegin "
       "with the request line"},
      {"\r\n\r\nGET / HTTP/1.1\r\n",
       "400\ngate.empty-line\nseveral empty lines stand before the request line\nbegin "
       "with the request line"},
      {"GET / HTTP/1.1\n",
       "400\ngate.bare-lf\nthe line that begins with 'GET' ends with LF alone\nend "
       "each line with CR LF"},
      {"GET /\r HTTP/1.1\r\n",
       "400\ngate.bare-cr\nthe line that begins with 'GET' is followed by CR without "
       "LF\nend each line with CR LF"},
      {"GET\r\n",
       "400\ngate.request-line\nthe request line 'GET' has not three parts\n" + kThreeParts},
      {"GET /\r\n",
       "400\ngate.request-line\nthe request line 'GET /' has not three parts\n" + kThreeParts},
      {"GET / http/1.1\r\n",
       "400\ngate.request-line\nthe request line ends with 'http/1.1', which "
       "is no HTTP version\n" +
           kThreeParts},
      {"GET / HTTP/1.1 \r\n",
       "400\ngate.request-line\nthe request line ends with '', which is no "
       "HTTP version\n" +
           kThreeParts},
      {"GET  HTTP/1.1\r\n\r\n",
       "400\ngate.request-line\nthe request line has no target\nsend the path, "
       "at least '/'"},
      {"GET / HTTP/1.2\r\n",
       "505\ngate.version\nthe request's version is 'HTTP/1.2'\nspeak "
       "HTTP/1.1; switch HTTP/2 without TLS (prior knowledge) off"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
       "505\ngate.version\nthe request's version is 'HTTP/2.0'\nspeak HTTP/1.1; switch HTTP/2 "
       "without TLS (prior knowledge) off"},
  });
}

TEST_CASE("targets are refused with the reason") {
  check_all({
      {target("/a b"),
       "400\ngate.space-in-target\nthe target '/a b' has a space\nsend a space as "
       "%20"},
      {target(" /a"),
       "400\ngate.space-in-target\nthe target ' /a' has a space\nsend a space as "
       "%20"},
      {target("/a#b"),
       "400\ngate.fragment\nthe target '/a#b' has a fragment, '#'\nleave the "
       "fragment out; a literal '#' is sent as %23"},
      {target(std::string_view("/a\0b", 4)),
       "400\ngate.nul\nthe target '/a\\x00b' has a NUL byte\nsend the target without it"},
      {target("/%00"),
       "400\ngate.nul\nthe target '/%00' has an encoded NUL, '%00'\nsend the target "
       "without it"},
      {target("/\x7f"),
       "400\ngate.control-byte\nthe target '/\\x7f' has the control byte "
       "0x7f\npercent-encode it: %7F"},
      {target("/\xc3\xa4"),
       "400\ngate.non-ascii\nthe target '/\\xc3\\xa4' has the byte 0xc3, which "
       "is not ASCII\npercent-encode it: %C3"},
      {target("/a%zz"),
       "400\ngate.percent-encoding\nthe target '/a%zz' has '%zz', which encodes no "
       "byte\n'%' is followed by two hexadecimal digits; a literal '%' is sent as "
       "%25"},
      {target("/50%"),
       "400\ngate.percent-encoding\nthe target '/50%' has '%', which encodes no "
       "byte\n'%' is followed by two hexadecimal digits; a literal '%' is sent as "
       "%25"},
      {target("*"),
       "400\ngate.target-form\nthe target '*' is for OPTIONS only\nsend the path, at "
       "least '/'"},
      {target("a/b"),
       "400\ngate.target-form\nthe target 'a/b' begins neither with '/' nor with a "
       "scheme and a host\nsend the path from its first '/' on"},
      {target("http:///a"),
       "400\ngate.target-form\nthe target 'http:///a' begins neither with '/' "
       "nor with a scheme and a host\nsend the path from its first '/' on"},
      {"CONNECT /a HTTP/1.1\r\n\r\n",
       "400\ngate.target-form\nthe target '/a' of CONNECT is not a host "
       "and a port\nsend CONNECT host:port"},
      {"GET a:80 HTTP/1.1\r\n\r\n",
       "400\ngate.target-form\nthe target 'a:80' begins neither with '/' "
       "nor with a scheme and a host\nsend the path from its first '/' on"},
  });
}

TEST_CASE("the headers behind a target that is refused are read, and the target is what is told") {
  const auto rejected = frame_one("GET /a%zz HTTP/1.1\r\nHost: a\r\nX-Key: k\r\n\r\nrest");
  REQUIRE(rejected);
  const Rejection& rejection = std::get<Rejection>(*rejected);
  CHECK(rejection.rule == "gate.percent-encoding");
  CHECK(*rejection.request.head == "GET /a%zz HTTP/1.1\r\nHost: a\r\nX-Key: k\r\n\r\n");
  CHECK(rejection.request.header("X-Key")->value == "k");
  for (const char* bytes : {"GET /a%zz HTTP/1.1\r\nHost : a\r\n", "GET /a%zz HTTP/1.1\r\nX\n"})
    CHECK(std::get<Rejection>(*frame_one(bytes)).rule == "gate.percent-encoding");
}

TEST_CASE("header lines are refused with the reason") {
  check_all({
      {with("X: a\n"),
       "400\ngate.bare-lf\nthe line that begins with 'X' ends with LF alone\nend each line with "
       "CR LF"},
      {with("X: a\rb\r\n"),
       "400\ngate.bare-cr\nthe line that begins with 'X' is followed by CR without LF\nend "
       "each line with CR LF"},
      {with("X: a\r\n b\r\n"),
       "400\ngate.obs-fold\na header line of 2 bytes begins with white space, "
       "which would continue the line before (obs-fold)\nwrite each header "
       "on one line"},
      {with("abc\r\n"),
       "400\ngate.header-line\na header line of 3 bytes has no colon\na header line "
       "is a name, a colon and a value"},
      {with(": x\r\n"),
       "400\ngate.header-name\na header line of 3 bytes has no name\na header line is "
       "a name, a colon and a value"},
      {with("X-Sp : 3\r\n"),
       "400\ngate.space-before-colon\nwhite space stands between the header "
       "name 'X-Sp' and its colon\nwrite the colon right after the name"},
      {with("a b: c\r\n"),
       "400\ngate.header-name\nthe header name that begins with 'a' has the byte 0x20, which "
       "no name has\na header name is a token, like X-Request-Id"},
      {with(std::string_view("X: a\0b\r\n", 8)),
       "400\ngate.nul\nthe value of header 'X' has a NUL byte\nsend text only; encode binary "
       "values, for example as base64"},
      {with("X: a\x1b[0m\r\n"),
       "400\ngate.control-byte\nthe value of header 'X' has the control "
       "byte 0x1b\nsend text only; encode binary values, for example as "
       "base64"},
  });
}

TEST_CASE("the Host header is demanded once by HTTP/1.1, and not by HTTP/1.0") {
  check_all({
      {"GET / HTTP/1.1\r\n\r\n",
       "400\ngate.no-host\nthe request has no Host header\nHTTP/1.1 needs "
       "one, like Host: 127.0.0.1:8080"},
      {with("host: a\r\n"), "400\ngate.double-host\nthe request has 2 Host headers\nsend one"},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
       "400\ngate.host\nthe Host header 'a b' is not a host "
       "with an optional port\nsend it like Host: "
       "127.0.0.1:8080"},
      {"GET / HTTP/1.0\r\n\r\n", "framed"},
      {"GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n",
       "400\ngate.double-host\nthe request has 2 Host headers\nsend one"},
  });
}

TEST_CASE("a body that could be read in two ways is refused") {
  const auto no_number = [](const std::string& found) {
    return "400\ngate.content-length\nthe Content-Length '" + found +
           "' is no number of bytes\nsend the size of the body in bytes, in decimal digits";
  };
  const auto no_coding = [](const std::string& found) {
    return "501\ngate.transfer-encoding\nthe Transfer-Encoding '" + found +
           "' is not supported\nsend Transfer-Encoding: chunked, or Content-Length";
  };
  check_all({
      {with("Content-Length: abc\r\n"), no_number("abc")},
      {with("Content-Length:\r\n"), no_number("")},
      {with("Content-Length: +1\r\n"), no_number("+1")},
      {with("Content-Length: 1, 1\r\n"), no_number("1, 1")},
      {with("Content-Length: 0x1\r\n"), no_number("0x1")},
      {with("Content-Length: 18446744073709551616\r\n"), no_number("18446744073709551616")},
      {with("Content-Length: 18446744073709551615\r\n"),
       "413\ngate.body-too-large\nthe body has 18446744073709551615 bytes; the limit is "
       "10485760\nsend a smaller body"},
      {with("Content-Length: 1\r\nContent-Length: 2\r\n"),
       "400\ngate.double-content-length\nthe request has several Content-Length headers\nsend one"},
      {with("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"),
       "400\ngate.length-and-encoding\nthe request has both Content-Length and "
       "Transfer-Encoding\nsend one of the two; it says where the body ends"},
      {with("Transfer-Encoding: gzip, chunked\r\n"), no_coding("gzip, chunked")},
      {with("Transfer-Encoding: identity\r\n"), no_coding("identity")},
      {with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
       "501\ngate.transfer-encoding\nthe request has several Transfer-Encoding headers\nsend "
       "Transfer-Encoding: chunked, or Content-Length"},
      {"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
       "400\ngate.transfer-encoding\nan HTTP/1.0 request has a Transfer-Encoding\nsend "
       "Content-Length, or speak HTTP/1.1"},
      {with("Expect: 200-maybe\r\n"),
       "417\ngate.expectation\nthe expectation '200-maybe' cannot be met\nonly Expect: "
       "100-continue is known; leave the header out"},
  });
  CHECK(refusal(frame_one(with("Transfer-Encoding: CHUNKED\r\n") + "0\r\n\r\n")) == "framed");
}

TEST_CASE("a broken chunked body is refused") {
  const auto no_size = [](const std::string& found) {
    return "400\ngate.chunk-size\nthe chunk size '" + found +
           "' is no hexadecimal number\nsend each chunk as its size in hexadecimal digits, CR LF, "
           "the bytes, CR LF";
  };
  const std::string long_extension =
      "400\ngate.chunk-extension\nthe chunk extensions are too long\nsend chunks without "
      "extensions";
  std::string many_extensions;
  for (int i = 0; i < 21; ++i) many_extensions += "1;" + std::string(200, 'x') + "\r\na\r\n";
  check_all({
      {chunked("\r\n"), no_size("")},
      {chunked("-1\r\n"), no_size("-1")},
      {chunked("0x1\r\n"), no_size("0x1")},
      {chunked("1 \r\n"), no_size("1 ")},
      {chunked("1 a\r\n"), no_size("1 a")},
      {chunked("00000000000000001\r\n"), no_size("00000000000000001")},
      {chunked("1;\x01\r\n"), no_size("1;\\x01")},
      {chunked("1\na"),
       "400\ngate.bare-lf\nthe line that begins with '1' ends with LF alone\nend each line with CR "
       "LF"},
      {chunked("1\r\nab\r\n"),
       "400\ngate.chunk-end\na chunk goes on after the size it has "
       "announced\nsend CR LF after the bytes of each chunk; count bytes, "
       "not characters"},
      {chunked("1;" + std::string(300, 'x')), long_extension},
      {chunked(many_extensions), long_extension},
      {chunked("0\r\nX : 1\r\n"),
       "400\ngate.space-before-colon\nwhite space stands between the "
       "header name 'X' and its colon\nwrite the colon right after the "
       "name"},
      {chunked("FFFFFFFFFFFFFFFF\r\n"),
       "413\ngate.body-too-large\nthe chunks have more bytes than "
       "the limit of 10485760\nsend a smaller body"},
  });
}

TEST_CASE("what is beyond a limit is refused, what is at the limit is not") {
  const std::string long_target =
      "414\ngate.target-too-long\nthe target is longer than 40 "
      "bytes\nshorten the path or the query";
  const std::string long_head =
      "431\ngate.head-too-large\nthe request line and the headers have "
      "more than 200 bytes\nsend fewer or shorter headers";
  const std::string many_lines =
      "431\ngate.header-lines\nthe request has more than 3 header lines\nsend fewer headers";
  const std::string large_chunks =
      "413\ngate.body-too-large\nthe chunks have more bytes than the "
      "limit of 10\nsend a smaller body";
  const std::string at_head_limit = "X: " + std::string(200 - with("X: \r\n").size(), 'x') + "\r\n";
  check_all(
      {
          {target("/" + std::string(39, 'a')), "framed"},
          {target("/" + std::string(40, 'a')), long_target},
          {"GET /" + std::string(1000, 'a'), long_target},
          {with(at_head_limit), "framed"},
          {with("x" + at_head_limit), long_head},
          {std::string(201, 'G'), long_head},
          {with("A: 1\r\nB: 2\r\n"), "framed"},
          {with("A: 1\r\nB: 2\r\nC: 3\r\n"), many_lines},
          {with("Content-Length: 10\r\n") + "0123456789", "framed"},
          {with("Content-Length: 11\r\n"),
           "413\ngate.body-too-large\nthe body has 11 bytes; the "
           "limit is 10\nsend a smaller body"},
          {chunked("5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n"), "framed"},
          {chunked("5\r\n01234\r\n6\r\n"), large_chunks},
          {chunked("0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n"), "framed"},
          {chunked("0\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n"),
           "431\ngate.trailer-lines\nthe trailer has more than 3 lines\nsend fewer trailer lines"},
          {chunked("0\r\nA: " + std::string(200, 'x')),
           "431\ngate.trailer-too-large\nthe trailer has more than 200 bytes\nsend fewer or "
           "shorter "
           "trailer lines"},
      },
      kSmall);
}

TEST_CASE("a refused request is kept as far as it was readable") {
  SUBCASE("nothing") {
    const auto rejection = rejected("\x16\x03\x01\x02\x03");
    CHECK(rejection.request.method == "UNKNOWN");
    CHECK(rejection.request.target == "");
    CHECK(*rejection.request.head == "\x16");
  }
  SUBCASE("the method and the target as sent") {
    const auto rejection = rejected(target("/a%zz"));
    CHECK(rejection.request.method == "GET");
    CHECK(rejection.request.target == "/a%zz");
    CHECK(*rejection.request.head == target("/a%zz"));
  }
  SUBCASE("a target that is no visible ASCII is none") {
    CHECK(rejected(target("/a\x01")).request.target == "");
  }
  SUBCASE("the header lines before the bad one") {
    const auto rejection = rejected(with("A: 1\r\nbad\r\n"));
    REQUIRE(rejection.request.headers.size() == 2);
    CHECK(rejection.request.headers[1].value == "1");
    CHECK(*rejection.request.head == "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\nbad\r\n");
  }
  SUBCASE("the body before the bad chunk") {
    const auto rejection = rejected(chunked("2\r\nab\r\nx\r\n"));
    CHECK(rejection.request.body == "ab");
    CHECK(*rejection.request.head == chunked(""));
  }
}

TEST_CASE("what was found is shown escaped and cut after 80 bytes") {
  CHECK(rejected(target("/" + std::string(100, 'a') + "#")).message ==
        "the target '/" + std::string(79, 'a') + "...' has a fragment, '#'");
  CHECK(rejected(with("Expect: a\tb\r\n")).message == "the expectation 'a\\tb' cannot be met");
}

TEST_CASE("a line that is no header is not shown: a token on it belongs into no log") {
  for (const char* lines :
       {"Authorization bearer s3cret\r\n", "Authorization: bearer\r\n s3cret\r\n",
        "Authorization: bearer\r\ns3cret\r\n", "Authorization: s3cret\n",
        "Authorization: s3cret\rX: y\r\n", "Authorization bearer s3cret: x\r\n",
        "Authorization s3cret :\r\n"}) {
    const auto rejection = rejected(with(lines));
    CHECK((rejection.message + rejection.hint).find("s3cret") == std::string::npos);
  }
}

TEST_CASE("after a refusal nothing more is framed, and nothing more is kept") {
  Gate gate({});
  gate.feed("GET\r\n");
  CHECK(std::holds_alternative<Rejection>(gate.next()));
  const auto left = gate.buffered();
  gate.feed("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(gate.buffered() == left);
  CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kNeedMore);
  CHECK_FALSE(gate.in_request());
}

TEST_CASE("an unfinished request can be given up, and says what it lacks") {
  Gate gate({});
  CHECK_FALSE(gate.in_request());
  gate.feed("\r\n");
  CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kNeedMore);
  CHECK_FALSE(gate.in_request());
  gate.feed("POST /a HTTP/1.1\r\nHost: a\r\n");
  CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kNeedMore);
  CHECK(gate.in_request());
  CHECK(gate.missing() == "the end of its head");
  SUBCASE("in its head") {
    const auto rejection = gate.abandon(408, "gate.x", "message", "hint");
    CHECK(rejection.status == 408);
    CHECK(rejection.rule == "gate.x");
    CHECK(rejection.message == "message");
    CHECK(rejection.hint == "hint");
    CHECK(rejection.request.method == "POST");
    CHECK(rejection.request.target == "/a");
    CHECK(*rejection.request.head == "POST /a HTTP/1.1\r\nHost: a\r\n");
  }
  SUBCASE("in its body") {
    gate.feed("Content-Length: 10\r\n\r\n1234567");
    CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kNeedMore);
    CHECK(gate.missing() == "3 of 10 body bytes");
    CHECK(gate.abandon(408, "", "", "").request.body == "1234567");
    CHECK_FALSE(gate.in_request());
  }
  SUBCASE("in its chunks") {
    gate.feed("Transfer-Encoding: chunked\r\n\r\n2\r\na");
    CHECK(std::get<Gate::State>(gate.next()) == Gate::State::kNeedMore);
    CHECK(gate.missing() == "the end of its chunked body");
  }
}

TEST_CASE("a large request that comes byte by byte costs time in proportion to its size") {
  const GateLimits limits{
      .target_bytes = 1 << 20, .head_bytes = 1 << 20, .header_lines = 200, .body_bytes = 1 << 20};
  const std::vector<std::function<std::string(std::size_t)>> kinds = {
      [](std::size_t size) { return target("/" + std::string(size, 'a')); },
      [](std::size_t size) { return with("X: " + std::string(size, 'a') + "\r\n"); },
      [](std::size_t size) { return chunked("0\r\nX: " + std::string(size, 'a') + "\r\n\r\n"); },
      [](std::size_t size) {
        return with("Content-Length: " + std::to_string(size) + "\r\n") + std::string(size, 'a');
      }};
  const auto seconds = [&](const std::string& bytes) {
    const auto begin = cpu_seconds();
    CHECK(refusal(fed_byte_by_byte(bytes, limits)) == "framed");
    return cpu_seconds() - begin;
  };
  for (const auto& kind : kinds) {
    // Eight times the bytes: eight times the work, and 64 times if the gate searched from the start.
    const auto small = seconds(kind(25'000));
    CHECK(seconds(kind(200'000)) < 20 * small);
  }
}
