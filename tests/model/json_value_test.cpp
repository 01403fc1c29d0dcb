#include "emulator/model/json_value.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

TEST_CASE("equal values may be written differently, and then hash the same") {
  const auto check_equal = [](const char* a, const char* b) {
    CAPTURE(a);
    CAPTURE(b);
    CHECK(equal_values(Json::parse(a), Json::parse(b)));
    CHECK(hash_value(Json::parse(a)) == hash_value(Json::parse(b)));
  };
  check_equal("1", "1.0");
  check_equal("0", "-0.0");
  check_equal(R"({"a":1,"b":2})", R"({"b":2,"a":1})");
  check_equal(R"([{"a":[1]}])", R"([{"a":[1.0]}])");
}

TEST_CASE("values of different types or content are different") {
  CHECK_FALSE(equal_values(Json(1), Json(true)));
  CHECK_FALSE(equal_values(Json("1"), Json(1)));
  CHECK_FALSE(equal_values(Json::parse("[1,2]"), Json::parse("[2,1]")));
  CHECK_FALSE(equal_values(Json::parse(R"({"a":1})"), Json::parse(R"({"a":1,"b":1})")));
  CHECK_FALSE(equal_values(Json::parse(R"({"a":null})"), Json::parse(R"({"b":null})")));
}

TEST_CASE("large objects are equal in any order") {
  Json forward = Json::object();
  Json backward = Json::object();
  for (int i = 0; i < 100; ++i) forward[std::to_string(i)] = i;
  for (int i = 99; i >= 0; --i) backward[std::to_string(i)] = i;
  CHECK(equal_values(forward, backward));
  backward["7"] = 8;
  CHECK_FALSE(equal_values(forward, backward));
}

TEST_CASE("numbers compare exactly where a double would not") {
  CHECK(compare_numbers(Json::parse("9007199254740993"), Json::parse("9007199254740992.0")) > 0);
  CHECK(compare_numbers(Json::parse("-1"), Json::parse("18446744073709551615")) < 0);
  CHECK(compare_numbers(Json::parse("2"), Json::parse("2.0")) == 0);
}

TEST_CASE("a value is measured no deeper than asked") {
  CHECK(measure(Json::parse("[[1],2]"), 2).values == 4);
  CHECK_FALSE(measure(Json::parse("[[1],2]"), 2).too_deep);
  CHECK(measure(Json::parse("[[1],2]"), 1).too_deep);
}

}  // namespace
}  // namespace emulator
