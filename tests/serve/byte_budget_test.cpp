#include "emulator/serve/byte_budget.h"

#include <doctest/doctest.h>

#include <string>

using emulator::ByteBudget;

TEST_CASE("what is held takes of the budget until the last holder lets go") {
  const ByteBudget budget(10);
  const auto text = [](const char* content) {
    return std::make_shared<const std::string>(content);
  };
  auto first = budget.hold(text("six"), 6);
  REQUIRE(first);
  CHECK(*first == "six");
  CHECK_FALSE(budget.hold(text("too much"), 5));
  auto second = budget.hold(text("the rest"), 4);
  CHECK(second);
  auto again = first;
  first.reset();
  CHECK_FALSE(budget.hold(text("still held"), 1));
  again.reset();
  CHECK(budget.hold(text("room again"), 6));
  CHECK(*second == "the rest");
}

TEST_CASE("an object lives as long as its holder, also behind the budget") {
  std::weak_ptr<const std::string> watched;
  std::shared_ptr<const std::string> held;
  {
    const auto text = std::make_shared<const std::string>("text");
    watched = text;
    held = ByteBudget(10).hold(text, 4);
  }
  CHECK(*held == "text");
  held.reset();
  CHECK(watched.expired());
}
