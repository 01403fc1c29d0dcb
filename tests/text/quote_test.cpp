#include "emulator/text/quote.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using emulator::in_quotes;
using emulator::listed;
using emulator::printable;

TEST_CASE("text in a message shows what a terminal would act on") {
  CHECK(printable("plain é") == "plain é");
  CHECK(printable("a\x1B[2J\n\x7F\xFF") == "a\\x1B[2J\\x0A\\x7F\\xFF");
}

TEST_CASE(
    "characters beyond ASCII that a terminal obeys, or that turn what follows, are shown too") {
  CHECK(printable("\u009B31m") == "\\xC2\\x9B31m");
  CHECK(printable("\u0080\u00A0") == "\\xC2\\x80\u00A0");
  CHECK(printable("a\u202Egnp.exe") == "a\\xE2\\x80\\xAEgnp.exe");
  CHECK(printable("\u2028\u2066\u200F…\u2065") ==
        "\\xE2\\x80\\xA8\\xE2\\x81\\xA6\\xE2\\x80\\x8F…\u2065");
  CHECK(printable("שלום 😀") == "שלום 😀");
}

TEST_CASE("long text in a message is cut between characters") {
  CHECK(printable("abcdef", 6) == "abcdef");
  CHECK(printable("abcdefg", 6) == "abcdef…");
  CHECK(printable("→→→", 4) == "→→…");
  CHECK(in_quotes("abc", 2) == "'ab…'");
}

TEST_CASE("names are listed as in a sentence") {
  const std::vector<std::string> names = {"a", "b", "c"};
  CHECK(listed({}) == "");
  CHECK(listed(std::span(names).first(1)) == "a");
  CHECK(listed(std::span(names).first(2), "or") == "a or b");
  CHECK(listed(names) == "a, b and c");
  CHECK(listed(names, "and", 2) == "a, b and 1 more");
}
