#include "emulator/text/shell_word.h"

#include <doctest/doctest.h>

namespace emulator {

TEST_CASE("a word for a shell has quotes where it needs them") {
  CHECK(shell_word("/a/b-c_d.e,f:g=h@i%20+1") == "/a/b-c_d.e,f:g=h@i%20+1");
  CHECK(shell_word("/a?b=c") == "'/a?b=c'");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(quoted_for_shell("plain") == "'plain'");
}

}  // namespace emulator
