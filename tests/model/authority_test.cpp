#include "emulator/model/authority.h"

#include <doctest/doctest.h>

namespace emulator {
namespace {

TEST_CASE("a host and its port are told apart") {
  const auto plain = parse_authority("api.example");
  REQUIRE(plain);
  CHECK(plain->host == "api.example");
  CHECK(plain->port == std::nullopt);

  const auto with_port = parse_authority("127.0.0.1:8080");
  REQUIRE(with_port);
  CHECK(with_port->host == "127.0.0.1");
  CHECK(with_port->port == 8080);

  const auto v6 = parse_authority("[::1]:8080");
  REQUIRE(v6);
  CHECK(v6->host == "::1");
  CHECK(v6->port == 8080);

  const auto no_digits = parse_authority("h:");
  REQUIRE(no_digits);
  CHECK(no_digits->port == std::nullopt);
}

TEST_CASE("what is no host with a port is not read") {
  for (const char* text :
       {"", ":80", "[::1", "[]", "[::1]x", "h:8x", "h:-1", "h:65536", "h:80:81", "::1",
        "localhost@evil.example", "localhost:80@evil.example", "a b", "h/path"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_authority(text).has_value());
  }
}

}  // namespace
}  // namespace emulator
