#include "emulator/text/utf8.h"

#include <doctest/doctest.h>

using emulator::find_invalid_utf8;
using emulator::utf8_length;

TEST_CASE("the length of a character is that of its well-formed bytes") {
  CHECK(utf8_length("a") == 1);
  CHECK(utf8_length("é!") == 2);
  CHECK(utf8_length("→") == 3);
  CHECK(utf8_length("😀") == 4);
  CHECK(utf8_length("\x80") == 0);
}

TEST_CASE("well-formed UTF-8 has no invalid byte") {
  CHECK(find_invalid_utf8("") == std::string_view::npos);
  CHECK(find_invalid_utf8("a é → 😀") == std::string_view::npos);
  CHECK(find_invalid_utf8("\xED\x9F\xBF \xEE\x80\x80 \xF4\x8F\xBF\xBF") == std::string_view::npos);
}

TEST_CASE("malformed UTF-8 is found at its first byte") {
  const char* what = nullptr;
  const char* bytes = nullptr;
  SUBCASE("") { what = "a lone continuation", bytes = "ab\x80"; }
  SUBCASE("") { what = "an overlong slash", bytes = "ab\xC0\xAF"; }
  SUBCASE("") { what = "an overlong form of three bytes", bytes = "ab\xE0\x9F\xBF"; }
  SUBCASE("") { what = "a surrogate", bytes = "ab\xED\xA0\x80"; }
  SUBCASE("") { what = "an overlong form of four bytes", bytes = "ab\xF0\x8F\xBF\xBF"; }
  SUBCASE("") { what = "above U+10FFFF", bytes = "ab\xF4\x90\x80\x80"; }
  SUBCASE("") { what = "no first byte at all", bytes = "ab\xFF"; }
  SUBCASE("") { what = "cut off by the end", bytes = "ab\xE2\x86"; }
  SUBCASE("") { what = "cut off by a letter", bytes = "ab\xE2\x86x"; }
  CAPTURE(what);
  CHECK(find_invalid_utf8(bytes) == 2);
}
