#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "emulator/model/schema.h"
#include "tests/model/schema_words.h"

namespace emulator {
namespace {

using namespace schema_words;

TEST_CASE("the demanded type is found through references and allOf") {
  CHECK(compiled(R"({"type":"integer"})").type() == "integer");
  CHECK(compiled(R"({"allOf":[{"type":"integer"},{"minimum":1}]})").type() == "integer");
  CHECK(compiled(R"({"allOf":[{"type":"integer"},{"type":"number"}]})").type() == "");
  CHECK(compiled("{}").type() == "");
  CHECK(compiled(R"({"type":"array","items":{"type":"number"}})").items_type() == "number");
  CHECK(compiled(R"({"type":"array"})").items_type() == "");
}

constexpr const char* kIntegration = R"({"type":"object","properties":{
  "data":{"allOf":[{"properties":{"installed":{"type":"boolean"}}},
                   {"properties":{"app":{"type":"string"},
                                  "blocks":{"type":"array","items":{"properties":{"id":{}}}},
                                  "free":{"type":"object"},
                                  "map":{"additionalProperties":{"properties":{"x":{}}}}}}]}}})";

TEST_CASE("members that the schema names nowhere are found") {
  const auto schema = compiled(kIntegration);
  CHECK(schema.unknown_members(
            Json::parse(R"({"data":{"instaled":true,"app":"a","blocks":[{"id":1},{"di":2}],)"
                        R"("free":{"any":1},"map":{"k":{"x":1,"y":2}}},"date":1})")) ==
        Texts{"/data/instaled", "/data/blocks/1/di", "/data/map/k/y", "/date"});
  CHECK(schema.unknown_members(Json::parse(R"({"data":{"installed":true}})")).empty());
}

TEST_CASE("a written additionalProperties: true makes every member known") {
  CHECK(compiled(R"({"properties":{"a":{}},"additionalProperties":true})")
            .unknown_members(Json::parse(R"({"b":1})"))
            .empty());
}

TEST_CASE("the known members of a place are told in the document's order") {
  const auto schema = compiled(kIntegration);
  CHECK(schema.known_members("") == Texts{"data"});
  CHECK(schema.known_members("/data") == Texts{"installed", "app", "blocks", "free", "map"});
  CHECK(schema.known_members("/data/blocks/7") == Texts{"id"});
  CHECK(schema.known_members("/data/map/any") == Texts{"x"});
  CHECK(schema.known_members("/data/free").empty());
}

}  // namespace
}  // namespace emulator
