#include "emulator/journal/logged_request.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "emulator/text/base64.h"

namespace emulator {
namespace {

Json logged(Request request) {
  Entry entry;
  entry.received = std::chrono::system_clock::time_point(std::chrono::milliseconds(1795455763328));
  entry.request = std::move(request);
  return logged_request(entry);
}

TEST_CASE("a recorded request has WireMock's members") {
  const Request request = make_request("POST", "//a%2Fb?x=1&y=a+b%21&x=2&n",
                                       {{"Host", "127.0.0.1:8080"},
                                        {"X-Multi", "v1"},
                                        {"Cookie", "sid=abc; twice=1"},
                                        {"x-multi", "v2"},
                                        {"Cookie", "twice=2;=no-name; bare"},
                                        {"Content-Type", "application/json"}},
                                       R"({"p":1})");
  CHECK(logged(request) == Json::parse(R"({
    "url": "//a%2Fb?x=1&y=a+b%21&x=2&n",
    "absoluteUrl": "http://127.0.0.1:8080//a%2Fb?x=1&y=a+b%21&x=2&n",
    "method": "POST",
    "clientIp": "127.0.0.1",
    "headers": {"Host": "127.0.0.1:8080", "X-Multi": ["v1", "v2"],
                "Cookie": ["sid=abc; twice=1", "twice=2;=no-name; bare"],
                "Content-Type": "application/json"},
    "cookies": {"sid": "abc", "twice": ["1", "2"], "bare": ""},
    "browserProxyRequest": false,
    "loggedDate": 1795455763328,
    "loggedDateString": "2026-11-23T17:42:43.328Z",
    "bodyAsBase64": "eyJwIjoxfQ==",
    "body": "{\"p\":1}",
    "protocol": "HTTP/1.1",
    "scheme": "http",
    "host": "127.0.0.1",
    "port": 8080,
    "queryParams": {"x": {"key": "x", "values": ["1", "2"]},
                    "y": {"key": "y", "values": ["a b!"]},
                    "n": {"key": "n", "values": [""]}},
    "formParams": {}})"));
}

TEST_CASE("a request that says next to nothing is shown too") {
  CHECK(logged(make_request("GET", "/")) == Json::parse(R"({
    "url": "/",
    "absoluteUrl": "/",
    "method": "GET",
    "clientIp": "127.0.0.1",
    "headers": {},
    "cookies": {},
    "browserProxyRequest": false,
    "loggedDate": 1795455763328,
    "loggedDateString": "2026-11-23T17:42:43.328Z",
    "bodyAsBase64": "",
    "body": "",
    "protocol": "HTTP/1.1",
    "scheme": "http",
    "queryParams": {},
    "formParams": {}})"));
}

TEST_CASE("the parts of a form are shown decoded") {
  const auto form = [](std::string type, std::string body) {
    return logged(make_request("POST", "/", {{"Content-Type", std::move(type)}},
                               std::move(body)))["formParams"];
  };
  const std::string urlencoded = "application/x-www-form-urlencoded";
  CHECK(form(urlencoded, "a=1&b=x+y%21&a=2&&c&=v&%zz=%4") == Json::parse(R"({
    "a": {"key": "a", "values": ["1", "2"]},
    "b": {"key": "b", "values": ["x y!"]},
    "c": {"key": "c", "values": [""]},
    "": {"key": "", "values": ["v"]},
    "%zz": {"key": "%zz", "values": ["%4"]}})"));
  CHECK(form("Application/X-WWW-Form-Urlencoded ; charset=utf-8", "a=1") ==
        Json::parse(R"({"a": {"key": "a", "values": ["1"]}})"));
  CHECK(form("text/plain", "a=1") == Json::object());
}

TEST_CASE("of a form without end only the first parameters are shown") {
  std::string body;
  for (std::size_t i = 0; i < kFormParametersShown + 5; ++i) body += std::to_string(i) + "&";
  const Json parameters = logged(make_request(
      "POST", "/", {{"Content-Type", "application/x-www-form-urlencoded"}}, body))["formParams"];
  CHECK(parameters.size() == kFormParametersShown);
  CHECK(parameters.back() == Json::parse(R"({"key": "9999", "values": [""]})"));
}

TEST_CASE("the host comes from the Host header, without one from the target") {
  const auto host = [](const Request& request) {
    const Json all = logged(request);
    return Json{all.at("url"), all.at("absoluteUrl"), all.value("host", Json()),
                all.value("port", Json())};
  };
  CHECK(host(make_request("GET", "/a", {{"Host", "api.example"}})) ==
        Json::parse(R"(["/a", "http://api.example/a", "api.example", 80])"));
  CHECK(host(make_request("GET", "/a", {{"Host", "[::1]:81"}})) ==
        Json::parse(R"(["/a", "http://[::1]:81/a", "::1", 81])"));
  CHECK(host(make_request("GET", "http://far.example:82/a?b", {{"Host", "near.example"}})) ==
        Json::parse(R"(["/a?b", "http://near.example/a?b", "near.example", 80])"));
  CHECK(host(make_request("GET", "http://far.example:82/a?b")) ==
        Json::parse(R"(["/a?b", "http://far.example:82/a?b", "far.example", 82])"));
  CHECK(host(make_request("OPTIONS", "*", {{"Host", "h"}})) ==
        Json::parse(R"(["*", "http://h", "h", 80])"));
  CHECK(host(make_request("GET", "/%zz?%", {{"Host", "h"}})) ==
        Json::parse(R"(["/%zz?%", "http://h/%zz?%", "h", 80])"));
}

TEST_CASE("a proxy's word on the client is believed") {
  const auto ip = [](std::vector<Header> headers) {
    return logged(make_request("GET", "/", headers))["clientIp"];
  };
  CHECK(ip({{"X-Forwarded-For", " 203.0.113.7 , 10.0.0.1"}}) == "203.0.113.7");
  CHECK(ip({{"X-Forwarded-For", "  "}}) == "127.0.0.1");
}

TEST_CASE("bytes that are not UTF-8 are kept in base64 and replaced in text") {
  const std::string text = to_wire_text(
      logged(make_request("POST", "/", {{"X", "\xe9"}}, std::string("a\xff\x00z", 4))));
  const Json read = Json::parse(text);
  CHECK(read["bodyAsBase64"] == "Yf8Aeg==");
  CHECK(read["body"] == std::string("a\xef\xbf\xbd\x00z", 6));
  CHECK(read["headers"]["X"] == "\xef\xbf\xbd");
}

TEST_CASE("the body is shown without its content coding, as what it was sent for") {
  Entry entry;
  entry.request =
      make_request("POST", "/", {{"Content-Encoding", "gzip"}},
                   from_base64("H4sIAAAAAAACA6tWSi1LzStRslLKzCsuSczJSU1RqgUAOeEdQxUAAAA=").value());
  CHECK(logged_request(entry)["body"] == R"({"event":"installed"})");
  CHECK(logged_request(entry)["bodyAsBase64"] == to_base64(R"({"event":"installed"})"));
  CHECK(logged_request(entry)["headers"]["Content-Encoding"] == "gzip");
}

}  // namespace
}  // namespace emulator
