#include "emulator/serve/admin_guard.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace emulator {
namespace {

std::optional<std::string> refuse(const std::vector<Header>& headers) {
  const std::vector<std::string> allowed = {"emulator.test"};
  return refuse_foreign(make_request("GET", "/", headers), allowed);
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

}  // namespace
}  // namespace emulator
