#include "emulator/model/template.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

TEST_CASE("references are replaced, and what has no value is left out") {
  const Template filled = Template::object(
      {{"name", Template::reference(RequestValue{In::kBody, "name"})},
       {"color", Template::reference(RequestValue{In::kBody, "color"})},
       {"kind", Template::literal("tool")},
       {"tags", Template::array({Template::reference(RequestValue{In::kBody, "color"}),
                                 Template::reference(RequestValue{In::kBody, "name"})})}});
  const auto value_of = [](const TemplateSource& source) -> std::optional<Json> {
    return std::get<RequestValue>(source).name == "name" ? std::optional<Json>("saw")
                                                         : std::nullopt;
  };
  CHECK(filled.fill(value_of)->dump() == R"({"name":"saw","kind":"tool","tags":["saw"]})");
}

TEST_CASE("a template tells its references with the pointers at which their values stand") {
  const Template asked = Template::object(
      {{"a/b", Template::array({Template::literal(1), Template::reference(ListedRecords{2})})}});
  std::vector<std::string> pointers;
  asked.each([&](const TemplateSource&, const std::string& at) { pointers.push_back(at); });
  CHECK(pointers == std::vector<std::string>{"/a~1b/1"});
}

TEST_CASE("a member is found by its whole name before its path") {
  const Json value = Json::parse(R"({"a.b": 1, "a": {"b": 2, "c": {"d": 3}}})");
  CHECK(*member_by_path(value, "a.b") == 1);
  CHECK(*member_by_path(value, "a.c.d") == 3);
  CHECK(member_by_path(value, "a.x") == nullptr);
  CHECK(member_by_path(value, "a.b.c") == nullptr);
}

}  // namespace
}  // namespace emulator
