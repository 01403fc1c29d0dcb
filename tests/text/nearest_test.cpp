#include "emulator/text/nearest.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using emulator::edit_distance;
using emulator::nearest;

TEST_CASE("the distance of two texts is counted in edits of single bytes") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("same", "same") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("abc", "") == 3);
  CHECK(edit_distance("instaled", "installed") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("Shopify", "shopify") == 1);
}

TEST_CASE("only the first 200 bytes count: a stranger may send megabytes") {
  const std::string long_name(10'000'000, 'a');
  CHECK(edit_distance(long_name, std::string(200, 'a')) == 0);
  CHECK(edit_distance(long_name, "") == 200);
}

TEST_CASE("the nearest name is the one that was most likely meant") {
  const std::vector<std::string> known = {"installed", "integrationId", "app", "apps"};
  CHECK(nearest("instaled", known) == "installed");
  CHECK(nearest("INTEGRATIONID", known) == "integrationId");
  SUBCASE("the first of equals") { CHECK(nearest("appz", known) == "app"); }
  SUBCASE("even where one edit is much of the name") { CHECK(nearest("ap", known) == "app"); }
  SUBCASE("neighbours that have changed places are one edit") {
    const std::vector<std::string> short_names = {"name", "users"};
    CHECK(nearest("nmae", short_names) == "name");
    CHECK(nearest("usres", short_names) == "users");
    CHECK(nearest("amen", short_names) == "");
    CHECK(edit_distance("nmae", "name") == 2);
  }
  SUBCASE("nothing near: empty") {
    CHECK(nearest("workflows", known) == "");
    CHECK(nearest("x", known) == "");
    CHECK(nearest("app", {}) == "");
  }
  SUBCASE("up to a third of the longer name") {
    CHECK(nearest("insxxxled", known) == "installed");
    CHECK(nearest("inxxxxled", known) == "");
  }
}
