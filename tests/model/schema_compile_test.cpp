#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "emulator/model/schema.h"
#include "tests/model/schema_words.h"

namespace emulator {
namespace {

using namespace schema_words;

TEST_CASE("a reference inside an enum is data") {
  const std::string schema = R"({"enum":[{"$ref":"#/nowhere"}],"example":{"$ref":"#/nowhere"}})";
  CHECK(complaints(schema).empty());
  CHECK(allows(schema, R"({"$ref":"#/nowhere"})"));
}

TEST_CASE(
    "references are followed inside the document, with all escapes, and their siblings ignored") {
  const std::string json =
      R"({"defs":{"a/b c":{"type":"string"},"next":{"$ref":"#/defs/a~1b%20c"}},)"
      R"("use":{"$ref":"#/defs/next","type":"integer","unheard":1}})";
  CHECK(complaints(json, "/use").empty());
  const auto schema = compiled(json, "/use");
  CHECK(schema.type() == "string");
  CHECK(messages(schema, "1") == Texts{"must be a string, is the number 1"});
}

TEST_CASE("schemas may contain themselves") {
  const auto tree = compiled(R"({"type":"object","properties":{"name":{"type":"string"},)"
                             R"("children":{"type":"array","items":{"$ref":"#"}}}})");
  CHECK(messages(tree, R"({"children":[{"name":"a"},{"children":[{"name":1}]}]})") ==
        Texts{"/children/1/children/0/name: must be a string, is the number 1"});
}

TEST_CASE("a schema that applies itself to the same value is told and does not hang") {
  const std::string json = R"({"allOf":[{"$ref":"#"},{"type":"string"}]})";
  CHECK(complaints(json) ==
        Texts{"api.json:1:1: warning: the schema applies itself to the same value [schema.endless] "
              "keep it out of its own allOf, anyOf, oneOf or not, also over other schemas"});
  Findings findings;
  const Schema schema(document(json, findings), "", findings);
  CHECK(messages(schema, "1") == Texts{"must be a string, is the number 1"});
  CHECK(messages(schema, R"("x")").empty());
}

TEST_CASE("of schemas that lead to each other, those that come back to themselves are told") {
  const auto told = complaints(R"({"a":{"allOf":[{"$ref":"#/b"}]},"b":{"anyOf":[{"$ref":"#/c"},{}]},
"c":{"not":{"$ref":"#/b"}},"d":{"allOf":[{"$ref":"#/a"},{"$ref":"#/d"}]}})",
                               "/d");
  Texts places;
  for (const auto& text : told) places.push_back(text.substr(0, text.find(" the schema")));
  CHECK(places ==
        Texts{"api.json:1:37: warning:", "api.json:2:5: warning:", "api.json:2:32: warning:"});
}

TEST_CASE(
    "a chain of schemas as long as a document is looked through in a time that grows with it") {
  std::string references = R"({"r0":{"$ref":"#/r1"})",
              parts = R"({"p0":{"allOf":[{"$ref":"#/p1"}]})";
  constexpr int kLength = 20'000;
  for (int i = 1; i < kLength; ++i) {
    const std::string own = std::to_string(i), next = std::to_string(i + 1);
    references += ",\"r" + own + "\":{\"$ref\":\"#/r" + next + "\"}";
    parts += ",\"p" + own + "\":{\"allOf\":[{\"$ref\":\"#/p" + next + "\"}]}";
  }
  const std::string end = std::to_string(kLength) + "\":{\"type\":\"integer\"}}";
  CHECK(messages(compiled(references + ",\"r" + end, "/r0"), "true") ==
        Texts{"must be an integer, is true"});
  CHECK(complaints(parts + ",\"p" + end, "/p0").empty());
}

TEST_CASE(
    "references that lead nowhere or round in a circle are errors, and anything is allowed there") {
  const std::string json = R"({"a":{"$ref":"#/b"},"b":{"$ref":"#/a"},"c":{"$ref":"#/zzz"}})";
  for (const char* pointer : {"/a", "/c", "/nothing"}) {
    CAPTURE(pointer);
    Findings findings;
    const Schema schema(document(json, findings), pointer, findings);
    CHECK(findings.has_errors());
    CHECK(schema.validate(Json(1)).empty());
  }
}

TEST_CASE("an unknown keyword is a warning at the keyword, with the name that was meant") {
  CHECK(complaints(R"({"maxLenght":3,"x-mine":1})") ==
        Texts{"api.json:1:2: warning: OpenAPI 3.0 has no schema keyword 'maxLenght'; it has no "
              "effect [schema.unknown-keyword] did you mean 'maxLength'?"});
  CHECK(complaints(R"({"patternProperties":{}})") ==
        Texts{"api.json:1:2: warning: OpenAPI 3.0 has no schema keyword 'patternProperties'; it "
              "has no effect [schema.unknown-keyword] remove it, or let its name begin with 'x-'"});
}

TEST_CASE("keywords of the wrong kind are errors that say which kind is right") {
  const auto only = [](const std::string& json) {
    const auto all = complaints(json);
    REQUIRE(all.size() == 1);
    return all.front().substr(all.front().find("error: "));
  };
  CHECK(only(R"({"maxLength":"3"})") ==
        "error: 'maxLength' must be a whole number, 0 or more, is the string '3' "
        "[schema.keyword-type]"
        " write a whole number, 0 or more, without quotes: 3");
  CHECK(only(R"({"minItems":-1})") ==
        "error: 'minItems' must be a whole number, 0 or more, is the number -1 "
        "[schema.keyword-type]"
        " write a whole number, 0 or more");
  CHECK(only(R"({"minimum":"3"})") ==
        "error: 'minimum' must be a number, is the string '3' [schema.keyword-type]"
        " write a number, without quotes: 3");
  CHECK(only(R"({"exclusiveMinimum":3})") ==
        "error: 'exclusiveMinimum' must be true or false, is the number 3 [schema.keyword-type] "
        "write the number as 'minimum' and 'exclusiveMinimum: true' beside it");
  CHECK(only(R"({"multipleOf":0})") ==
        "error: 'multipleOf' must be a number above 0, is the number 0 [schema.keyword-type]"
        " write a number above 0");
  CHECK(only(R"({"pattern":5})") ==
        "error: 'pattern' must be a string, is the number 5 [schema.keyword-type] put it in "
        "quotes: '5'");
  CHECK(only(R"({"type":["string","null"]})") ==
        "error: 'type' must be a string, is an array [schema.keyword-type] write one type; "
        "'nullable: true' beside it allows null");
  CHECK(only(R"({"type":"strng"})") ==
        "error: there is no type 'strng' [schema.type] did you mean 'string'?");
  CHECK(only(R"({"type":"null"})") ==
        "error: there is no type 'null' [schema.type] write 'nullable: true' beside another type");
  CHECK(only(R"({"type":"datetime"})") ==
        "error: there is no type 'datetime' [schema.type] write one of 'string', 'integer', "
        "'number', 'boolean', 'array', 'object'");
  CHECK(only(R"({"enum":"a"})") ==
        "error: 'enum' must be an array, is the string 'a' [schema.keyword-type]"
        " write an array");
  CHECK(only(R"({"required":true})") ==
        "error: 'required' must be an array of strings, is true [schema.keyword-type] list the "
        "names of required members in the object that has them");
  CHECK(only(R"({"required":[1]})") ==
        "error: 'required' must be an array of strings, is an array [schema.keyword-type]"
        " write an array of strings");
  CHECK(only(R"({"properties":[]})") ==
        "error: 'properties' must be an object, is an array [schema.keyword-type]"
        " write an object");
  CHECK(only(R"({"additionalProperties":"no"})") ==
        "error: 'additionalProperties' must be true, false or a schema, is the string 'no' "
        "[schema.keyword-type]"
        " write true, false or a schema");
  CHECK(only(R"({"anyOf":[]})") ==
        "error: 'anyOf' must be an array of at least one schema, is an array "
        "[schema.keyword-type]"
        " write an array of at least one schema");
  CHECK(only(R"({"items":[]})") ==
        "error: a schema must be an object, is an array [schema.not-an-object]");
  CHECK(only(R"({"nullable":"yes"})") ==
        "error: 'nullable' must be true or false, is the string 'yes' [schema.keyword-type]"
        " write true or false");
  CHECK(only(R"({"discriminator":{}})") ==
        "error: a discriminator must have the string 'propertyName' [schema.discriminator]");
  CHECK(only(R"({"discriminator":{"propertyName":"a","mapping":{"b":1}}})") ==
        "error: a discriminator's 'mapping' must be an object of strings [schema.discriminator]");
  CHECK(only(R"({"pattern":"a("})").find("error: the pattern 'a(' is no regular expression: ") ==
        0);
}

TEST_CASE("a schema that is not there is said so, and allows everything") {
  Findings findings;
  const auto documents = read_documents("s.json", "{}", findings);
  const Schema schema(documents.front(), "/nowhere", findings);
  REQUIRE(findings.sorted().size() == 1);
  CHECK(to_text(findings.sorted()[0]).find("there is no schema at '/nowhere'   [schema.nowhere]") !=
        std::string::npos);
  CHECK(schema.validate(Json(1)).empty());
}

TEST_CASE("annotations demand nothing") {
  const std::string schema =
      R"({"title":"t","description":"d","default":1,"example":2,"deprecated":true,"readOnly":true,)"
      R"("writeOnly":false,"xml":{},"externalDocs":{},"type":"string"})";
  CHECK(complaints(schema).empty());
  CHECK(allows(schema, R"("x")"));
}

}  // namespace
}  // namespace emulator
