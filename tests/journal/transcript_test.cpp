#include "emulator/journal/transcript.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/secrets.h"

using namespace emulator;

namespace {

Entry entry_of(std::string_view method, std::string_view target, std::vector<Header> headers = {},
               std::string body = {}) {
  Entry entry;
  entry.id = "00000000-0000-4000-8000-000000000001";
  entry.received = std::chrono::system_clock::time_point(std::chrono::milliseconds(1795455763328));
  entry.duration = std::chrono::microseconds(1500);
  headers.insert(headers.begin(), {"Host", "h:81"});
  entry.request = make_request(method, target, headers, std::move(body));
  entry.decision.response.headers = {{"Content-Type", "application/json"}, {"Set-Cookie", "sid=1"}};
  entry.decision.response.body = std::make_shared<const std::string>("{}");
  return entry;
}

}  // namespace

TEST_CASE("names that speak of secrets are known in any case") {
  for (const char* name : {"Authorization", "PROXY-authorization", "cookie", "Set-Cookie",
                           "X-Api-Key", "api_key", "access_token", "clientSecret", "password"}) {
    CAPTURE(name);
    CHECK(is_secret_name(name));
  }
  for (const char* name : {"", "userId", "Accept", "x-api-version", "key"}) {
    CAPTURE(name);
    CHECK_FALSE(is_secret_name(name));
  }
}

TEST_CASE("secrets in a query are masked, and the rest stays as it was sent") {
  CHECK(mask_query("/a?x=1&token=s&y=%20&api%5Fkey=t&token&&z") ==
        "/a?x=1&token=***&y=%20&api%5Fkey=***&token&&z");
  CHECK(mask_query("http://h/a") == "http://h/a");
  CHECK(mask_query("/a?%zz=secret") == "/a?%zz=***");
}

TEST_CASE("a call is an entry of a HAR log, its secrets masked unless asked for") {
  const Entry entry =
      entry_of("POST", "/a?token=t&b=2", {{"Authorization", "bearer s"}}, "{\"x\":1}");
  const Json har = har_entry(entry, Secrets::kMasked);
  CHECK(
      to_wire_text(har) ==
      R"json({"startedDateTime":"2026-11-23T17:42:43.328Z","time":1.5,"request":{"method":"POST","url":"http://h:81/a?token=***&b=2","httpVersion":"HTTP/1.1","cookies":[],"headers":[{"name":"Host","value":"h:81"},{"name":"Authorization","value":"***"}],"queryString":[{"name":"token","value":"***"},{"name":"b","value":"2"}],"headersSize":69,"bodySize":7,"postData":{"mimeType":"","text":"{\"x\":1}"}},"response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","cookies":[],"headers":[{"name":"Content-Type","value":"application/json"},{"name":"Set-Cookie","value":"***"}],"content":{"size":2,"mimeType":"application/json","text":"{}"},"redirectURL":"","headersSize":-1,"bodySize":2},"cache":{},"timings":{"send":0,"wait":1.5,"receive":0}})json");
  const std::string open = to_wire_text(har_entry(entry, Secrets::kShown));
  CHECK(open.find("bearer s") != std::string::npos);
  CHECK(open.find("token=t") != std::string::npos);
  CHECK(har_entry(entry_of("POST", "/", {}, "\xff"), Secrets::kMasked)["request"]["postData"] ==
        Json{{"mimeType", ""}, {"text", "/w=="}, {"_encoding", "base64"}});
}

TEST_CASE("a call is a line of curl that sends it again") {
  CHECK(curl_line(entry_of("GET", "/a?b=it's", {{"X-A", "1"}, {"X-E", ""}}), Secrets::kMasked) ==
        R"(curl 'http://h:81/a?b=it'\''s' -H 'X-A: 1' -H 'X-E;')");
  CHECK(curl_line(entry_of("HEAD", "/"), Secrets::kMasked) == "curl --head 'http://h:81/'");
  const Entry post = entry_of("POST", "/", {{"Authorization", "bearer s"}}, "a'b");
  CHECK(curl_line(post, Secrets::kMasked) ==
        R"(curl -X 'POST' 'http://h:81/' -H 'Authorization: ***' --data-raw 'a'\''b')");
  CHECK(curl_line(post, Secrets::kShown).find("bearer s") != std::string::npos);
  CHECK(curl_line(entry_of("PUT", "/", {}, std::string("a\0b", 3)), Secrets::kMasked) ==
        R"(printf '\141\000\142' | curl -X 'PUT' 'http://h:81/' --data-binary @-)");
}

TEST_CASE("an event is as the admin protocol shows it, but for its secrets") {
  const Entry entry = entry_of("GET", "/a?token=t", {{"Cookie", "sid=abc"}, {"X-Api-Key", "k"}});
  const Json masked = masked_event(entry, Secrets::kMasked);
  const std::string text = to_wire_text(masked);
  CHECK(masked["request"]["url"] == "/a?token=***");
  CHECK(masked["request"]["cookies"]["sid"] == "***");
  CHECK(masked["request"]["headers"]["X-Api-Key"] == "***");
  CHECK(text.find("abc") == std::string::npos);
  CHECK(text.find("sid=1") == std::string::npos);
  CHECK(to_wire_text(masked_event(entry, Secrets::kShown)).find("sid=abc") != std::string::npos);
}
