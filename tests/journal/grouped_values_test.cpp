#include "emulator/journal/grouped_values.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace emulator {
namespace {

TEST_CASE("one value is shown as a string, several as an array") {
  GroupedValues values;
  values.add("b", "1");
  values.add("a", "2");
  values.add("b", "3");
  values.add("B", "4");
  CHECK(values.as_values() == Json::parse(R"({"b": ["1", "3"], "a": "2", "B": "4"})"));
  CHECK(values.as_keys_and_values() == Json::parse(R"({
    "b": {"key": "b", "values": ["1", "3"]},
    "a": {"key": "a", "values": ["2"]},
    "B": {"key": "B", "values": ["4"]}})"));
}

TEST_CASE("names may be compared without case, and are shown as they came first") {
  GroupedValues values(GroupedValues::Names::kIgnoreCase);
  values.add("X-Multi", "1");
  values.add("x-multi", "2");
  CHECK(values.as_values() == Json::parse(R"({"X-Multi": ["1", "2"]})"));
}

TEST_CASE("no values are an empty object") {
  CHECK(GroupedValues().as_values() == Json::object());
  CHECK(GroupedValues().as_keys_and_values() == Json::object());
}

}  // namespace
}  // namespace emulator
