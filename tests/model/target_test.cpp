#include "emulator/model/target.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace emulator {
namespace {

using Texts = std::vector<std::string>;

Target parsed(std::string_view text) {
  const auto target = parse_target(text);
  REQUIRE(target.has_value());
  return *target;
}

/// Each parameter as "name=value", or "name" without a value.
Texts parameters(std::string_view text) {
  Texts texts;
  for (const auto& parameter : parsed(text).query) {
    texts.push_back(parameter.name + (parameter.has_value ? "=" + parameter.value : ""));
  }
  return texts;
}

TEST_CASE("a target is split at the first question mark, and both parts stay as sent") {
  const auto target = parsed("/integrations/a%20b?userId=u%201&x?y");
  CHECK(target.path == "/integrations/a%20b");
  CHECK(target.raw_query == "userId=u%201&x?y");
  CHECK(target.has_query);
}

TEST_CASE("an empty query is not the same as none") {
  CHECK(parsed("/a?").has_query);
  CHECK(parsed("/a?").query.empty());
  CHECK_FALSE(parsed("/a").has_query);
}

TEST_CASE("segments are decoded once, after splitting") {
  CHECK(parsed("/").segments == Texts{""});
  CHECK(parsed("/a/b").segments == Texts{"a", "b"});
  CHECK(parsed("/a%2Fb/").segments == Texts{"a/b", ""});
  CHECK(parsed("//a").segments == Texts{"", "a"});
  CHECK(parsed("/%2541").segments == Texts{"%41"});
  CHECK(parsed("/a+b").segments == Texts{"a+b"});
  CHECK(parsed("/\xC3\xA9").segments == Texts{"\xC3\xA9"});
}

TEST_CASE("query parameters are decoded, in order, repetitions kept") {
  CHECK(parameters("/?b=2&a=1&b=3") == Texts{"b=2", "a=1", "b=3"});
  CHECK(parameters("/?a%3Db=c%26d&x+y=1+2") == Texts{"a=b=c&d", "x y=1 2"});
  CHECK(parameters("/?a=b=c") == Texts{"a=b=c"});
}

TEST_CASE("a parameter without a value differs from one with an empty value") {
  CHECK(parameters("/?a&b=") == Texts{"a", "b="});
  CHECK(parameters("/?&&a&") == Texts{"a"});
  CHECK(parameters("/?=1") == Texts{"=1"});
}

TEST_CASE("the raw value of a parameter is kept as sent") {
  CHECK(parsed("/?userId=a%2Bb+c").query.at(0).raw_value == "a%2Bb+c");
}

TEST_CASE("a target in absolute form is read from its path on") {
  const auto target = parsed("http://host:8080/a?b=1");
  CHECK(target.path == "/a");
  CHECK(target.raw_query == "b=1");
  CHECK(parsed("http://host").path == "/");
  CHECK(parsed("http://host").segments == Texts{""});
  CHECK(parsed("https://host?x=1").path == "/");
  CHECK(parameters("https://host?x=1") == Texts{"x=1"});
}

TEST_CASE("an address inside a path is no absolute form") {
  CHECK(parsed("/proxy/http://host/a").path == "/proxy/http://host/a");
}

TEST_CASE("the asterisk has no segments") {
  CHECK(parsed("*").path == "*");
  CHECK(parsed("*").segments.empty());
}

TEST_CASE("targets that cannot be read are refused") {
  for (const char* target : {"/%", "/%4", "/%zz", "/a?b=%", "/a?%4=1", "/%00", "/a?b=%00", "", "a",
                             "?a=1", "host:80", "h ttp://host/a"}) {
    CAPTURE(target);
    CHECK_FALSE(parse_target(target).has_value());
    const auto parts = split_target(target);
    CHECK_FALSE((parts && is_decodable(parts->path) && is_decodable(parts->query)));
  }
  CHECK_FALSE(parse_target(std::string_view("/a\0b", 4)).has_value());
}

TEST_CASE("percent-decoding takes a plus for a space only where asked") {
  CHECK(percent_decode("a+b%2b%2B") == "a+b++");
  CHECK(percent_decode("a+b%2B", true) == "a b+");
  CHECK(percent_decode("") == "");
  CHECK(percent_decode("%41%4") == std::nullopt);
}

}  // namespace
}  // namespace emulator
