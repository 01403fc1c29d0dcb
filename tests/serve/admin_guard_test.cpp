#include "emulator/serve/admin_guard.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace emulator {
namespace {

std::optional<std::string> refuse(const std::vector<Header>& headers) {
  AdminAccess access;
  access.hosts = {"emulator.test"};
  access.origins = {"https://page.test"};
  return refuse_foreign(make_request("GET", "/", headers), access);
}

const std::string kAdvice =
    ", which is neither a loopback name (localhost, 127.0.0.1, ::1) nor a host that was allowed "
    "when the emulator was started; call it by one of those";

TEST_CASE("loopback names and allowed hosts may call, whatever the port") {
  CHECK(refuse({}) == std::nullopt);
  for (const std::string name : {"localhost", "LocalHost:8080", "127.0.0.1:8080", "127.8.9.10",
                                 "[::1]:8080", "[0:0::1]", "emulator.test", "Emulator.Test:80"}) {
    CAPTURE(name);
    CHECK(refuse({{"Host", name}}) == std::nullopt);
    CHECK(refuse({{"Host", name}, {"Origin", "http://" + name}}) == std::nullopt);
    CHECK(refuse({{"Origin", "https://" + name}}) == std::nullopt);
  }
}

TEST_CASE("other hosts and origins may not call, and are told why") {
  for (const std::string name :
       {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "128.0.0.1",
        "2130706433", "[::2]", "localhost@evil.example", "localhost:x"}) {
    CAPTURE(name);
    CHECK(refuse({{"Host", name}}) == "the Host header is '" + name + "'" + kAdvice);
    CHECK(refuse({{"Host", "localhost"}, {"Origin", "http://" + name}}) ==
          "the Origin header is 'http://" + name + "'" + kAdvice);
  }
  for (const std::string origin :
       {"null", "file://", "localhost", "chrome-extension://localhost"}) {
    CAPTURE(origin);
    CHECK(refuse({{"Origin", origin}}) == "the Origin header is '" + origin + "'" + kAdvice);
  }
}

TEST_CASE("every line of a repeated header must be ours") {
  CHECK(refuse({{"Host", "localhost"}, {"host", "evil.example"}}) ==
        "the Host header is 'evil.example'" + kAdvice);
  CHECK(refuse({{"Origin", "http://localhost"}, {"origin", "null"}}) ==
        "the Origin header is 'null'" + kAdvice);
}

TEST_CASE("a page of a named origin may call") {
  CHECK(refuse({{"Host", "localhost"}, {"Origin", "https://page.test"}}) == std::nullopt);
  CHECK(refuse({{"Host", "localhost"}, {"Origin", "http://page.test"}}) ==
        "the Origin header is 'http://page.test'" + kAdvice);
}

TEST_CASE("an open emulator, and a call with the token, may be called by any name") {
  const std::vector<Header> headers = {{"Host", "emulator:8080"}, {"Authorization", "Bearer t"}};
  AdminAccess access;
  access.token = "t";
  CHECK(refuse_foreign(make_request("GET", "/", headers), access) == std::nullopt);
  access.token = "other";
  CHECK(refuse_foreign(make_request("GET", "/", headers), access) ==
        "the Host header is 'emulator:8080'" + kAdvice);
  access.open = true;
  CHECK(refuse_foreign(make_request("GET", "/", headers), access) == std::nullopt);
  CHECK(refuse_foreign(make_request("GET", "/", {{"Origin", "http://evil.example"}}), access) ==
        "the Origin header is 'http://evil.example'" + kAdvice);
}

TEST_CASE(
    "the token is taken as Bearer, as Token or as the password of Basic, and as nothing else") {
  const auto carries = [](const std::string& value) {
    return carries_token(make_request("GET", "/", {{"Authorization", value}}), "s3cret");
  };
  CHECK(carries("Bearer s3cret"));
  CHECK(carries("bearer  s3cret"));
  CHECK(carries("Token s3cret"));
  CHECK(carries("Basic YW55b25lOnMzY3JldA=="));
  for (const std::string value :
       {"", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3cret2", "Bearer S3cret", "s3cret",
        "Basic s3cret", "Basic YW55b25l", "Basic czNjcmV0OmFueW9uZQ==", "Digest s3cret"}) {
    CAPTURE(value);
    CHECK_FALSE(carries(value));
  }
  CHECK_FALSE(carries_token(make_request("GET", "/"), "s3cret"));
  CHECK(carries_token(make_request("GET", "/"), ""));
}

}  // namespace
}  // namespace emulator
