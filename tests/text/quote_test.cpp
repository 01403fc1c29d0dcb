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
