#include "emulator/text/place.h"

#include <doctest/doctest.h>

using emulator::base_name_and_line;
using emulator::Place;
using emulator::to_string;

TEST_CASE("a place is written as compilers do, as far as it is known") {
  CHECK(to_string(Place{"api/users.yaml", 7, 14}) == "api/users.yaml:7:14");
  CHECK(to_string(Place{"users.yaml", 7, 0}) == "users.yaml:7");
  CHECK(to_string(Place{"users.yaml", 0, 0}) == "users.yaml");
  CHECK(to_string(Place{}) == "");
}

TEST_CASE("what a client may see of a place has no folders") {
  CHECK(base_name_and_line(Place{"/home/jane/api/users.yaml", 7, 14}) == "users.yaml:7");
  CHECK(base_name_and_line(Place{"users.yaml", 7, 14}) == "users.yaml:7");
  CHECK(base_name_and_line(Place{"/home/jane/users.yaml", 0, 0}) == "users.yaml");
  CHECK(base_name_and_line(Place{}) == "");
}

TEST_CASE("places are ordered by file, line and column") {
  CHECK(Place{"a", 9, 9} < Place{"b", 1, 1});
  CHECK(Place{"a", 2, 9} < Place{"a", 10, 1});
  CHECK(Place{"a", 2, 9} < Place{"a", 2, 10});
}
