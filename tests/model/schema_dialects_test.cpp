#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "emulator/model/schema.h"
#include "emulator/model/schema_set.h"
#include "tests/model/schema_words.h"

namespace emulator {
namespace {

using namespace schema_words;

Texts messages_in(const Schema& schema, const std::string& value, Direction direction) {
  Texts texts;
  for (const auto& error : schema.validate(Json::parse(value), direction)) {
    texts.push_back(error.instance + ": " + error.message);
  }
  return texts;
}

Schema own(const std::string& json, Dialect dialect = Dialect::k202012) {
  std::vector<SchemaError> mistakes;
  auto schema = Schema::from_json(Json::parse(json), dialect, mistakes);
  for (const auto& mistake : mistakes) FAIL_CHECK(mistake.message);
  REQUIRE(schema);
  return *schema;
}

}  // namespace

TEST_CASE("a document says which dialect its schemas are in") {
  const std::string tail = R"(,"a":{"type":["string","null"],"minimum":3,"exclusiveMinimum":3}})";
  CHECK(complaints(R"({"openapi":"3.1.0")" + tail, "/a").empty());
  CHECK(complaints(R"({"openapi":"3.0.3")" + tail, "/a").size() == 2);
  CHECK(complaints(R"({"$schema":"http://json-schema.org/draft-07/schema#")" + tail, "/a").empty());
  CHECK(complaints(R"({"$schema":"http://json-schema.org/draft-04/schema#")" + tail, "/a").size() ==
        1);
  CHECK(complaints(
            R"({"openapi":"3.1.0","jsonSchemaDialect":"http://json-schema.org/draft-04/schema#")" +
                tail,
            "/a")
            .size() == 1);
}

TEST_CASE("2019-09 has the arrays of draft 7, siblings of $ref, and what 2020-12 kept of it") {
  const auto allows = [](const std::string& schema, const std::string& value) {
    return own(schema, Dialect::k201909).allows(Json::parse(value));
  };
  const std::string tuple = R"({"items":[{"type":"integer"}],"additionalItems":false})";
  CHECK(allows(tuple, "[1]"));
  CHECK_FALSE(allows(tuple, "[1,2]"));
  CHECK_FALSE(allows(tuple, R"(["1"])"));
  CHECK(allows(R"({"prefixItems":[false]})", "[1]"));
  const std::string beside = R"({"$defs":{"s":{"$anchor":"text","type":"string"}},
      "properties":{"a":{"$ref":"#text","maxLength":2}},"dependentRequired":{"a":["b"]}})";
  CHECK(allows(beside, R"({"a":"xy","b":1})"));
  CHECK_FALSE(allows(beside, R"({"a":"xyz","b":1})"));
  CHECK_FALSE(allows(beside, R"({"a":1,"b":1})"));
  CHECK_FALSE(allows(beside, R"({"a":"xy"})"));
  CHECK(allows(R"({"contains":{"const":1},"minContains":2})", "[1,1]"));
  CHECK_FALSE(allows(R"({"contains":{"const":1},"minContains":2})", "[1]"));
  const std::string closed =
      R"({"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false})";
  CHECK(allows(closed, R"({"a":1})"));
  CHECK_FALSE(allows(closed, R"({"b":1})"));
  // What contains finds does not count as looked at, as it does in 2020-12.
  const std::string found = R"({"contains":{"const":1},"unevaluatedItems":false})";
  CHECK_FALSE(allows(found, "[1]"));
  CHECK(own(found).allows(Json::parse("[1]")));
}

TEST_CASE("a $recursiveRef of 2019-09 means the outermost schema that lets it") {
  const auto allows = [](const std::string& schema, const std::string& value) {
    return own(schema, Dialect::k201909).allows(Json::parse(value));
  };
  const auto closed_tree = [](const std::string& anchor) {
    return R"({"$id":"http://a.test/closed","$recursiveAnchor":true,"$ref":"tree","unevaluatedProperties":false,
        "$defs":{"tree":{"$id":"http://a.test/tree","$recursiveAnchor":)" +
           anchor + R"(,"properties":{"child":{"$recursiveRef":"#"}}}}})";
  };
  CHECK(allows(closed_tree("true"), R"({"child":{"child":{}}})"));
  CHECK_FALSE(allows(closed_tree("true"), R"({"child":{"chidl":{}}})"));
  CHECK(allows(closed_tree("false"), R"({"child":{"chidl":{}}})"));
  CHECK_FALSE(allows(closed_tree("false"), R"({"chidl":{}})"));
}

TEST_CASE("an unknown dialect is told and the schema read as those around it") {
  CHECK(
      complaints(R"({"openapi":"3.1.0","components":{"schemas":{"a":)"
                 R"({"$schema":"https://example.com/mine","type":"string"}}}})",
                 "/components/schemas/a") ==
      Texts{"api.json:1:60: warning: this dialect of JSON Schema is not known [schema.dialect] the "
            "schema is read as those around it; known are drafts 4, 6, 7, 2019-09 and 2020-12"});
}

TEST_CASE("an unknown keyword is an annotation where the dialect allows any") {
  CHECK(complaints(R"({"openapi":"3.1.0","a":{"maxLenght":3}})", "/a").empty());
}

TEST_CASE("what only travels the other way is not required") {
  const auto schema =
      compiled(R"({"a":{"type":"object","required":["id","secret","name"],"properties":{)"
               R"("id":{"readOnly":true},"secret":{"writeOnly":true},"name":{}}},)"
               R"("b":{"allOf":[{"$ref":"#/a"},{"required":["id"]}]}})",
               "/b");
  CHECK(messages_in(schema, "{}", Direction::kRequest) ==
        Texts{": must have the member 'secret'", ": must have the member 'name'"});
  CHECK(messages_in(schema, "{}", Direction::kResponse) == Texts{": must have the member 'id'",
                                                                 ": must have the member 'name'",
                                                                 ": must have the member 'id'"});
  CHECK(messages_in(schema, "{}", Direction::kNone).size() == 4);
  CHECK(schema.allows(Json::parse(R"({"secret":1,"name":2})"), Direction::kRequest));
  CHECK_FALSE(schema.allows(Json::parse(R"({"secret":1,"name":2})"), Direction::kResponse));
}

TEST_CASE("a schema needs no file") {
  const auto schema = own(R"({"type":["integer","null"],"exclusiveMinimum":3})");
  CHECK(messages(schema, "4").empty());
  CHECK(messages(schema, "3") == Texts{"must be greater than 3, is 3"});
  CHECK(messages(schema, "\"x\"") == Texts{"must be an integer or null, is the string 'x'"});
  CHECK(schema.type() == "integer");
  CHECK(
      own(R"({"$schema":"http://json-schema.org/draft-04/schema#","maximum":3,"exclusiveMaximum":true})")
          .validate(Json(3))
          .size() == 1);
  CHECK(own("false").validate(Json(1)).front().message == "is not allowed here");
}

TEST_CASE("mistakes in a schema without a file are told by their pointers") {
  std::vector<SchemaError> mistakes;
  CHECK_FALSE(
      Schema::from_json(Json::parse(R"({"properties":{"a":{"type":"strng"},"b":{"$ref":"#/c"}}})"),
                        Dialect::k202012, mistakes));
  REQUIRE(mistakes.size() == 2);
  CHECK(mistakes[0].keyword == "/properties/b/$ref");
  CHECK(mistakes[0].message ==
        "the reference '#/c' leads nowhere; define it, or correct the reference");
  CHECK(mistakes[1].keyword == "/properties/a/type");
  CHECK(mistakes[1].message == "there is no type 'strng'; did you mean 'string'?");
}

TEST_CASE("schemas of one set share what they refer to, and find other documents") {
  Findings findings;
  const auto first = document(R"({"openapi":"3.1.0","a":{"$ref":"other.json#/b"}})", findings);
  const auto other = document(R"({"b":{"type":["string","null"]}})", findings);
  SchemaSet set([&](const Document& from, const std::string& uri) {
    return &from == first.get() && uri == "other.json" ? other : nullptr;
  });
  const Schema a(set, first, "/a", findings);
  const Schema b(set, other, "/b", findings);
  for (const auto& finding : findings.sorted()) FAIL_CHECK(to_text(finding));
  CHECK(messages(a, "1") == Texts{"must be a string or null, is the number 1"});
  CHECK(a.validate(Json(1)).front().document == other);
}

}  // namespace emulator
