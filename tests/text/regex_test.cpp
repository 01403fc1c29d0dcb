#include "emulator/text/regex.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using emulator::Regex;

namespace {

bool whole(const std::string& pattern, std::string_view value) {
  return Regex(pattern, Regex::Style::kWholeValue).matches(value);
}

bool search(const std::string& pattern, std::string_view value) {
  return Regex(pattern, Regex::Style::kSearch).matches(value);
}

std::string refusal(const std::string& pattern) {
  try {
    Regex(pattern, Regex::Style::kSearch);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a pattern for whole values matches the whole value or nothing") {
  CHECK(whole("a+", "aaa"));
  CHECK_FALSE(whole("a+", "aaab"));
  CHECK_FALSE(whole("a+", "baaa"));
  CHECK(whole("a|ab", "ab"));
  CHECK_FALSE(whole("a", "a\n"));
  CHECK(whole("", ""));
  SUBCASE("and its dot matches line ends") { CHECK(whole("a.*b", "a\r\nb")); }
  SUBCASE("a piece between malformed bytes is not the whole") {
    CHECK_FALSE(whole("ab", "ab\xFF"));
    CHECK_FALSE(whole("ab",
                      "\xFF"
                      "ab"));
  }
}

TEST_CASE("a search matches anywhere") {
  CHECK(search("b+", "abba"));
  CHECK_FALSE(search("^b", "ab"));
  SUBCASE("the end is the very end, not before a last line feed") {
    CHECK(search("a$", "ba"));
    CHECK_FALSE(search("a$", "ba\n"));
  }
  SUBCASE("the dot is for one line") {
    CHECK_FALSE(search("a.b", "a\nb"));
    CHECK_FALSE(search("a.b", "a\rb"));
  }
  SUBCASE("as ECMA-262 writes it") {
    CHECK(search("^\\u00e9$", "é"));
    CHECK(search("^\\u{1F600}$", "😀"));
    CHECK(search("^[^]$", "\n"));
    CHECK_FALSE(search("[]", "a"));
    CHECK(search("^(?:(a)|b)\\1$", "b"));
  }
  SUBCASE("digits are ASCII, a dot is a character") {
    CHECK_FALSE(search("\\d", "٣"));
    CHECK(search("^.$", "😀"));
    CHECK(search("^\\p{Lu}$", "É"));
  }
}

TEST_CASE("a value may hold any bytes") {
  CHECK(search("b",
               "\xFF"
               "b"));
  CHECK_FALSE(search("^.$", "\xFF"));
  CHECK(search("b", std::string_view("a\0b", 3)));
}

TEST_CASE("a pattern that does not compile says where and why") {
  CHECK(refusal("a(b") == "missing closing parenthesis at offset 3");
  CHECK(refusal("[z-a]") == "range out of order in character class at offset 3");
  CHECK(refusal("a\\C") == "using \\C is disabled by the application at offset 3");
  CHECK(refusal(std::string(70'000, 'a')) ==
        "pattern string is longer than the limit set by the application at offset 0");
  CHECK(refusal(std::string(300, '(') + std::string(300, ')')) ==
        "parentheses are too deeply nested at offset 251");
}

TEST_CASE("a match that takes too much work is no match, and soon so") {
  CHECK_FALSE(search("^(a+)+$", std::string(50'000, 'a') + "b"));
  CHECK_FALSE(whole("(a|a?)+", std::string(200, 'a') + "b"));
  CHECK_FALSE(search("(\\w+\\s?)*$x", std::string(100'000, 'a')));
}

TEST_CASE("long values within the limits do match") {
  CHECK(whole("(?:a|b)*", std::string(50'000, 'a')));
  CHECK(search("^[a-z]{1,}$", std::string(1'000'000, 'a')));
}

TEST_CASE("one regex serves many threads, and copies share it") {
  const Regex regex("^(?:[a-z]+-)*[a-z]+$", Regex::Style::kSearch);
  CHECK(regex.pattern() == "^(?:[a-z]+-)*[a-z]+$");
  std::vector<int> hits(4);
  {
    std::vector<std::thread> threads;
    for (int& hit : hits) {
      threads.emplace_back([copy = regex, &hit] {
        for (int i = 0; i < 1000; ++i) hit += copy.matches(i % 2 == 0 ? "a-b-c" : "a--c") ? 1 : 0;
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  for (const int hit : hits) CHECK(hit == 500);
}
