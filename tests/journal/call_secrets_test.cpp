#include "emulator/journal/call_secrets.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace emulator;

namespace {

CallSecrets secrets_of(std::string_view target, const std::vector<Header>& headers = {},
                       const std::vector<Header>& answered = {}) {
  Entry entry;
  entry.request = make_request("GET", target, headers);
  entry.decision.response.headers = answered;
  return CallSecrets(entry);
}

}  // namespace

TEST_CASE("a text is shown without the secrets that its call has told") {
  const CallSecrets secrets = secrets_of("/a?token=one%20word&user=jane",
                                         {{"Authorization", "Basic amFuZTpwYXNzd29yZA=="},
                                          {"Cookie", "theme=darkest; sid=s_12345"},
                                          {"Referer", "/?api_key=referred"}},
                                         {{"Set-Cookie", "next=s_67890; Path=/"},
                                          {"X-Token", "given"},
                                          {"Location", "/b?sig=signed"}});
  CHECK(secrets.masked("one%20word, one word") == "***, ***");
  CHECK(secrets.masked("amFuZTpwYXNzd29yZA==: jane's password") == "***: jane's ***");
  CHECK(secrets.masked("darkest s_12345 referred") == "*** *** ***");
  CHECK(secrets.masked("s_67890; Path=/, given, signed") == "***; Path=/, ***, ***");
}

TEST_CASE(
    "a value that a text cut short is masked as well, and one of few bytes is not looked for") {
  const CallSecrets secrets = secrets_of("/?token=0123456789abcdefghijklm&session=get");
  CHECK(secrets.masked("'0123456789abcdef…' of get") == "'***…' of get");
  CHECK(secrets.masked("0123456789") == "0123456789");
}

TEST_CASE("a longer secret that begins with a shorter one leaves nothing behind") {
  CHECK(secrets_of("/?token=abcd&password=abcdefgh").masked("abcdefgh abcd") == "*** ***");
}

TEST_CASE("strings of JSON are masked, names of members are not") {
  Json value = Json::parse(R"({"abcd": ["abcd", {"x": "is abcd"}], "n": 1})");
  secrets_of("/?token=abcd").mask(value);
  CHECK(value.dump() == R"({"abcd":["***",{"x":"is ***"}],"n":1})");
}
