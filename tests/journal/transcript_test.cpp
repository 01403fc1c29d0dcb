#include "emulator/journal/transcript.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/model/stub.h"

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

TEST_CASE("a call is an entry of a HAR log, its secrets masked unless asked for") {
  const Entry entry =
      entry_of("POST", "/a?token=t&b=2", {{"Authorization", "bearer s"}}, "{\"x\":1}");
  const Json har = har_entry(entry, Secrets::kMasked);
  CHECK(
      to_wire_text(har) ==
      R"json({"startedDateTime":"2026-11-23T17:42:43.328Z","time":1.5,"request":{"method":"POST","url":"http://h:81/a?token=***&b=2","httpVersion":"HTTP/1.1","cookies":[],"headers":[{"name":"Host","value":"h:81"},{"name":"Authorization","value":"***"}],"queryString":[{"name":"token","value":"***"},{"name":"b","value":"2"}],"headersSize":69,"bodySize":7,"postData":{"mimeType":"","text":"{\"x\":1}"}},"response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","cookies":[{"name":"sid","value":"***"}],"headers":[{"name":"Content-Type","value":"application/json"},{"name":"Set-Cookie","value":"***"}],"content":{"size":2,"mimeType":"application/json","text":"{}"},"redirectURL":"","headersSize":-1,"bodySize":2},"cache":{},"timings":{"send":0,"wait":1.5,"receive":0}})json");
  const std::string open = to_wire_text(har_entry(entry, Secrets::kShown));
  CHECK(open.find("bearer s") != std::string::npos);
  CHECK(open.find("token=t") != std::string::npos);
  CHECK(har_entry(entry_of("POST", "/", {}, "\xff"), Secrets::kMasked)["request"]["postData"] ==
        Json{{"mimeType", ""}, {"text", "/w=="}, {"_encoding", "base64"}});
}

namespace {

/// The line of a call, without what all of these have: no User-Agent and no Accept.
std::string line_of_curl(const Entry& entry, Secrets secrets = Secrets::kMasked) {
  std::string line = curl_line(entry, secrets);
  const std::string all = " -H 'User-Agent:' -H 'Accept:'";
  const auto at = line.find(all);
  REQUIRE(at != std::string::npos);
  return line.erase(at, all.size());
}

}  // namespace

TEST_CASE("a call is a line of curl that sends it again") {
  CHECK(line_of_curl(entry_of("GET", "/a?b=it's", {{"X-A", "1"}, {"X-E", ""}})) ==
        R"(curl 'http://h:81/a?b=it'\''s' -H 'X-A: 1' -H 'X-E;')");
  CHECK(line_of_curl(entry_of("HEAD", "/")) == "curl --head 'http://h:81/'");
  const Entry post =
      entry_of("POST", "/", {{"Authorization", "bearer s"}, {"Content-Type", "text/plain"}}, "a'b");
  CHECK(
      line_of_curl(post) ==
      R"(curl -X 'POST' 'http://h:81/' -H 'Authorization: ***' -H 'Content-Type: text/plain' --data-raw 'a'\''b')");
  CHECK(line_of_curl(post, Secrets::kShown).find("bearer s") != std::string::npos);
  CHECK(curl_line(entry_of("GET", "/", {{"user-agent", "a"}, {"ACCEPT", "b"}}), Secrets::kMasked) ==
        "curl 'http://h:81/' -H 'user-agent: a' -H 'ACCEPT: b'");
}

TEST_CASE("a line of curl keeps curl from what it would make of a URL") {
  CHECK(line_of_curl(entry_of("GET", "/a?b[1]={c,d}")) ==
        "curl --globoff 'http://h:81/a?b[1]={c,d}'");
  CHECK(line_of_curl(entry_of("GET", "/a/../b?c=/../d")) ==
        "curl --path-as-is 'http://h:81/a/../b?c=/../d'");
  CHECK(line_of_curl(entry_of("GET", "/a?c=/../d")) == "curl 'http://h:81/a?c=/../d'");
  CHECK(line_of_curl(entry_of("OPTIONS", "*")) ==
        "curl -X 'OPTIONS' --request-target '*' 'http://h:81'");
}

TEST_CASE(
    "a body that a shell or a terminal would not take as it is comes to curl through printf") {
  const auto put = [](std::string body) {
    return line_of_curl(entry_of("PUT", "/", {}, std::move(body)));
  };
  CHECK(put("a\n\tb é") == "curl -X 'PUT' 'http://h:81/' -H 'Content-Type:' --data-raw 'a\n\tb é'");
  const std::string piped = "' | curl -X 'PUT' 'http://h:81/' -H 'Content-Type:' --data-binary @-";
  CHECK(put(std::string("a\0b", 3)) == R"(printf '\141\000\142)" + piped);
  CHECK(put("\x1b[2J") == R"(printf '\033\133\062\112)" + piped);
  CHECK(put("\r") == R"(printf '\015)" + piped);
  CHECK(put("\xff") == R"(printf '\377)" + piped);
  const std::string large = put(std::string(1u << 20, 'a'));
  CHECK(large.starts_with(R"(printf '\141\141)"));
  CHECK(large.ends_with(" -H 'Content-Type:' -H 'Expect:' --data-binary @-"));
}

TEST_CASE("what curl cannot send is a comment") {
  Entry malformed = entry_of("UNKNOWN", "");
  malformed.decision.outcome = Outcome::kMalformed;
  malformed.decision.notes = {"gate.tls: the client begins\na TLS handshake"};
  CHECK(curl_line(malformed, Secrets::kMasked).starts_with("# UNKNOWN "));
  CHECK(curl_line(malformed, Secrets::kMasked).find('\n') == std::string::npos);
  Entry old = entry_of("GET", "/a");
  old.request = make_request("GET", "/a", {});
  CHECK(curl_line(old, Secrets::kMasked)
            .starts_with("# GET /a: curl cannot send this call, which has no Host; "));
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

TEST_CASE("a HAR entry has the cookies, and where the answer leads") {
  Entry entry = entry_of("GET", "/", {{"Cookie", "a=1; b=2;a=3"}});
  entry.decision.response.headers = {{"Set-Cookie", "c=4; Path=/"}, {"Location", "/b?token=t"}};
  const Json masked = har_entry(entry, Secrets::kMasked);
  CHECK(masked["request"]["cookies"].dump() ==
        R"([{"name":"a","value":"***"},{"name":"b","value":"***"},{"name":"a","value":"***"}])");
  CHECK(masked["response"]["cookies"].dump() == R"([{"name":"c","value":"***"}])");
  CHECK(masked["response"]["redirectURL"] == "/b?token=***");
  const Json open = har_entry(entry, Secrets::kShown);
  CHECK(open["request"]["cookies"].dump() ==
        R"([{"name":"a","value":"1"},{"name":"b","value":"2"},{"name":"a","value":"3"}])");
  CHECK(open["response"]["cookies"].dump() == R"([{"name":"c","value":"4"}])");
  CHECK(open["response"]["redirectURL"] == "/b?token=t");
}

TEST_CASE("of an answer that a fault kept from the client HAR shows nothing") {
  Entry entry = entry_of("GET", "/");
  entry.decision.response.effects = {EmptyResponse{}};
  CHECK(
      har_entry(entry, Secrets::kMasked)["response"].dump() ==
      R"({"status":0,"statusText":"","httpVersion":"HTTP/1.1","cookies":[],"headers":[],"content":{"size":0,"mimeType":"","text":""},"redirectURL":"","headersSize":-1,"bodySize":0})");
}

TEST_CASE("texts and bodies of answers do not quote the secrets of their call") {
  Entry entry = entry_of("GET", "/a?token=quoted-one", {{"Authorization", "bearer quoted-two"}});
  entry.decision.outcome = Outcome::kUnmatched;
  entry.decision.response.status = 404;
  entry.decision.response.body =
      std::make_shared<const std::string>(R"({"detail":"quoted-one is no quoted-two"})");
  entry.decision.notes = {"quoted-one is no quoted-two"};
  entry.report = "a table of quoted-one";
  CHECK(har_entry(entry, Secrets::kMasked)["comment"] == "*** is no ***");
  CHECK(har_entry(entry, Secrets::kMasked)["response"]["content"]["text"] ==
        R"({"detail":"*** is no ***"})");
  const Json events = masked_event(entry, Secrets::kMasked)["subEvents"];
  CHECK(events[0]["data"]["report"] == "a table of ***\nnote: *** is no ***\nunmatched with 404");
  CHECK(events[1]["data"]["why"] == "*** is no ***");
  CHECK(events[1]["data"]["trail"].dump() == R"(["note: *** is no ***","unmatched with 404"])");
  entry.decision.outcome = Outcome::kMalformed;
  CHECK(curl_line(entry, Secrets::kMasked) ==
        "# GET http://h:81/a?token=***: curl cannot send this call; *** is no ***");
}

TEST_CASE(
    "an event shows no secret of a stub's pattern and answer, and none that its call quotes") {
  Entry entry = entry_of("GET", "/a?token=quoted",
                         {{"Referer", "http://h/?api_key=there"}, {"X-Auth", "quoted too"}});
  const Json stub = Json::parse(R"({
      "id": "00000000-0000-4000-8000-000000000002",
      "request": {"url": "/a?token=quoted", "headers": {"X-Auth": {"equalTo": "quoted too"}},
                  "cookies": {"lang": {"or": [{"equalTo": "en"}, {"absent": true}]}}},
      "response": {"headers": {"Set-Cookie": ["a=1", "b=2"], "Location": "/b#access_token=c",
                               "X-Token": "d"},
                   "jsonBody": {"of": "quoted"}}})");
  auto answering = std::make_shared<Stub>();
  answering->id = stub["id"];
  answering->json = std::make_shared<const Json>(stub);
  entry.decision.stub = answering;
  entry.decision.response.headers = {
      {"Set-Cookie", "a=1"}, {"Set-Cookie", "b=2"}, {"Location", "/b#access_token=c"}};
  entry.decision.response.body = std::make_shared<const std::string>(R"({"of":"quoted"})");
  const Json event = masked_event(entry, Secrets::kMasked);
  CHECK(event["request"]["headers"].dump() ==
        R"({"Host":"h:81","Referer":"http://h/?api_key=***","X-Auth":"***"})");
  CHECK(
      event["response"].dump() ==
      R"({"status":200,"headers":{"Set-Cookie":["***","***"],"Location":"/b#access_token=***"},"bodyAsBase64":"eyJvZiI6IioqKiJ9","body":"{\"of\":\"***\"}"})");
  const std::string answer =
      R"({"headers":{"Set-Cookie":["***","***"],"Location":"/b#access_token=***","X-Token":"***"},"jsonBody":{"of":"***"}})";
  CHECK(event["responseDefinition"].dump() == answer);
  CHECK(event["stubMapping"]["response"].dump() == answer);
  CHECK(
      event["stubMapping"]["request"].dump() ==
      R"({"url":"/a?token=***","headers":{"X-Auth":{"equalTo":"***"}},"cookies":{"lang":{"or":[{"equalTo":"***"},{"absent":true}]}}})");
  CHECK(masked_event(entry, Secrets::kShown)["stubMapping"] == stub);
}
