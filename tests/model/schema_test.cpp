#include "emulator/model/schema.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/model/schema_words.h"

namespace emulator {
namespace {

using namespace schema_words;

TEST_CASE("a type is demanded and the message says what is there instead") {
  CHECK(messages(R"({"type":"integer"})", R"("x")") ==
        Texts{"must be an integer, is the string 'x'"});
  CHECK(messages(R"({"type":"string"})", "12") == Texts{"must be a string, is the number 12"});
  CHECK(messages(R"({"type":"number"})", "true") == Texts{"must be a number, is true"});
  CHECK(messages(R"({"type":"boolean"})", "[]") == Texts{"must be true or false, is an array"});
  CHECK(messages(R"({"type":"array"})", "{}") == Texts{"must be an array, is an object"});
  CHECK(messages(R"({"type":"object"})", "null") == Texts{"must be an object, is null"});
}

TEST_CASE("values in messages are cut") {
  const std::string text(100, 'a');
  CHECK(messages(R"({"type":"integer"})", '"' + text + '"') ==
        Texts{"must be an integer, is the string '" + text.substr(0, 60) + "…'"});
}

TEST_CASE("a whole number is an integer however it is written") {
  CHECK(allows(R"({"type":"integer"})", "1.0"));
  CHECK(allows(R"({"type":"integer"})", "1e300"));
  CHECK(allows(R"({"type":"integer"})", "18446744073709551615"));
  CHECK(allows(R"({"type":"number"})", "1"));
  CHECK_FALSE(allows(R"({"type":"integer"})", "1.5"));
}

TEST_CASE("null needs nullable beside a type, and a schema without a type takes it") {
  CHECK(messages(R"({"type":"string"})", "null") == Texts{"must be a string, is null"});
  CHECK(allows(R"({"type":"string","nullable":true})", "null"));
  CHECK(messages(R"({"nullable":true,"type":"string"})", "1") ==
        Texts{"must be a string or null, is the number 1"});
  CHECK(allows("{}", "null"));
  CHECK(allows(R"({"minimum":3,"properties":{"a":{"type":"string"}}})", "null"));
}

TEST_CASE("an enum compares values, not how they are written") {
  CHECK(messages(R"({"enum":["a","b"]})", R"("c")") ==
        Texts{"must be one of 'a', 'b', is the string 'c'"});
  CHECK(messages(R"({"enum":["a"]})", "1") == Texts{"must be 'a', is the number 1"});
  CHECK(messages(R"({"enum":[1,2,3,4,5,6,7,8,9,10]})", "0") ==
        Texts{"must be one of 1, 2, 3, 4, 5, 6, 7, 8 and 2 more, is the number 0"});
  CHECK(allows(R"({"enum":[1]})", "1.0"));
  CHECK(allows(R"({"enum":[{"a":1,"b":[2]}]})", R"({"b":[2.0],"a":1})"));
  CHECK_FALSE(allows(R"({"enum":[1]})", "true"));
  CHECK_FALSE(allows(R"({"enum":["1"]})", "1"));
  CHECK_FALSE(allows(R"({"enum":[9007199254740993]})", "9007199254740992.0"));
}

TEST_CASE("multipleOf counts in decimals") {
  CHECK(allows(R"({"multipleOf":0.1})", "0.3"));
  CHECK(allows(R"({"multipleOf":0.01})", "19.99"));
  CHECK(allows(R"({"multipleOf":0.0001})", "0.0075"));
  CHECK(allows(R"({"multipleOf":1e-10})", "12345678901"));
  CHECK(allows(R"({"multipleOf":3})", "3e30"));
  CHECK(allows(R"({"multipleOf":5})", "-10"));
  CHECK(allows(R"({"multipleOf":2})", "0"));
  CHECK(allows(R"({"multipleOf":2})", R"("x")"));
  CHECK(messages(R"({"multipleOf":0.1})", "0.35") == Texts{"must be a multiple of 0.1, is 0.35"});
  CHECK_FALSE(allows(R"({"multipleOf":2})", "1e-300"));
  CHECK_FALSE(allows(R"({"multipleOf":7})", "9223372036854775808"));
}

TEST_CASE("bounds are inclusive unless the schema says otherwise") {
  CHECK(messages(R"({"maximum":10})", "11") == Texts{"must be at most 10, is 11"});
  CHECK(messages(R"({"maximum":10,"exclusiveMaximum":true})", "10") ==
        Texts{"must be less than 10, is 10"});
  CHECK(messages(R"({"minimum":1.5})", "1") == Texts{"must be at least 1.5, is 1"});
  CHECK(messages(R"({"exclusiveMinimum":true,"minimum":0})", "0") ==
        Texts{"must be greater than 0, is 0"});
  CHECK(allows(R"({"maximum":10,"exclusiveMaximum":false})", "10.0"));
  CHECK(allows(R"({"maximum":10})", R"("11")"));
  CHECK_FALSE(allows(R"({"maximum":9007199254740992})", "9007199254740993"));
}

TEST_CASE("lengths are counted in code points") {
  CHECK(allows(R"({"maxLength":1})", R"("é")"));
  CHECK(allows(R"({"minLength":1,"maxLength":1})", R"("😀")"));
  CHECK(messages(R"({"maxLength":3})", R"("abcde")") ==
        Texts{"must have at most 3 characters, has 5"});
  CHECK(messages(R"({"minLength":1})", R"("")") == Texts{"must have at least 1 character, has 0"});
}

TEST_CASE("a pattern may match anywhere") {
  CHECK(allows(R"({"pattern":"b"})", R"("abc")"));
  CHECK(allows(R"({"pattern":"^a"})", "12"));
  CHECK(messages(R"({"pattern":"^b$"})", R"("abc")") ==
        Texts{"must match the pattern '^b$', is the string 'abc'"});
}

TEST_CASE("arrays: size, items and uniqueness") {
  CHECK(messages(R"({"maxItems":1})", "[1,2]") == Texts{"must have at most 1 item, has 2"});
  CHECK(messages(R"({"minItems":2})", "[]") == Texts{"must have at least 2 items, has 0"});
  CHECK(messages(R"({"items":{"type":"string"}})", R"(["a",1,"b",null])") ==
        Texts{"/1: must be a string, is the number 1", "/3: must be a string, is null"});
  CHECK(messages(R"({"uniqueItems":true})", R"([1,{"a":1,"b":2},1.0])") ==
        Texts{"must have no two equal items, items 0 and 2 are equal"});
  CHECK(allows(R"({"uniqueItems":true})", R"([1,true,"1",[1],{"a":1},null,0,false,""])"));
  CHECK(allows(R"({"uniqueItems":false})", "[1,1]"));
}

TEST_CASE("uniqueness holds for long arrays too") {
  Json items = Json::array();
  for (int i = 0; i < 1000; ++i) items.push_back({{"id", i}, {"name", "n"}});
  CHECK(messages(R"({"uniqueItems":true})", items.dump()).empty());
  items[900] = {{"name", "n"}, {"id", 7.0}};
  CHECK(messages(R"({"uniqueItems":true})", items.dump()) ==
        Texts{"must have no two equal items, items 7 and 900 are equal"});
}

TEST_CASE("objects: size, required, properties and what is beside them") {
  CHECK(messages(R"({"maxProperties":1})", R"({"a":1,"b":2})") ==
        Texts{"must have at most 1 member, has 2"});
  CHECK(messages(R"({"minProperties":2})", R"({"a":1})") ==
        Texts{"must have at least 2 members, has 1"});
  CHECK(messages(R"({"required":["name","id"]})", R"({"id":1})") ==
        Texts{"must have the member 'name'"});
  CHECK(messages(R"({"properties":{"a/b":{"type":"string"}}})", R"({"a/b":1,"c":2})") ==
        Texts{"/a~1b: must be a string, is the number 1"});
  CHECK(messages(R"({"properties":{"installed":{}},"additionalProperties":false})",
                 R"({"instaled":1,"zzz":2})") ==
        Texts{"/instaled: is not allowed here; did you mean 'installed'?",
              "/zzz: is not allowed here"});
  CHECK(messages(R"({"properties":{"a":{}},"additionalProperties":{"type":"integer"}})",
                 R"({"a":"x","b":"y"})") == Texts{"/b: must be an integer, is the string 'y'"});
  CHECK(allows(R"({"additionalProperties":true})", R"({"a":1})"));
}

TEST_CASE("names that mean something elsewhere are ordinary members") {
  CHECK(messages(R"({"required":["__proto__","toString"]})", "{}") ==
        Texts{"must have the member '__proto__'", "must have the member 'toString'"});
  CHECK(messages(R"({"properties":{"$ref":{"type":"string"},"type":{"type":"string"}}})",
                 R"({"$ref":1,"type":2})") == Texts{"/$ref: must be a string, is the number 1",
                                                    "/type: must be a string, is the number 2"});
}

TEST_CASE("allOf adds up, not turns round") {
  CHECK(messages(R"({"allOf":[{"required":["a"]},{"required":["b"]}]})", "{}") ==
        Texts{"must have the member 'a'", "must have the member 'b'"});
  CHECK(messages(R"({"not":{"type":"string"}})", R"("x")") ==
        Texts{"must not satisfy the schema under 'not', is the string 'x'"});
  CHECK(allows(R"({"not":{"type":"string"}})", "1"));
}

TEST_CASE("anyOf and oneOf count the schemas that are satisfied") {
  CHECK(messages(R"({"anyOf":[{"type":"string"},{"properties":{"a":{"type":"integer"}},)"
                 R"("required":["b"],"type":"object"}]})",
                 R"({"a":"x"})") ==
        Texts{"must satisfy at least one of 2 schemas, satisfies none (1: must be a string, is an "
              "object; 2: /a: must be an integer, is the string 'x')"});
  CHECK(messages(R"({"oneOf":[{"type":"integer"},{"type":"string"},{"minimum":2}]})", "3") ==
        Texts{"must satisfy exactly one of 3 schemas, satisfies number 1 and number 3"});
  CHECK(allows(R"({"oneOf":[{"type":"integer"},{"minimum":2}]})", "1"));
  CHECK(allows(R"({"anyOf":[{"type":"integer"},{"minimum":2}]})", "3"));
}

constexpr const char* kPets = R"({"components":{"schemas":{
  "Pet":{"oneOf":[{"$ref":"#/components/schemas/Cat"},{"$ref":"#/components/schemas/Dog"}],
         "discriminator":{"propertyName":"kind","mapping":{"hound":"#/components/schemas/Dog",
                                                           "puss":"Cat"}}},
  "Cat":{"type":"object","properties":{"lives":{"type":"integer"}}},
  "Dog":{"type":"object","required":["bark"]}}}})";

TEST_CASE("a discriminator selects the schema whose errors are told") {
  const auto pet = compiled(kPets, "/components/schemas/Pet");
  CHECK(messages(pet, R"({"kind":"Cat","lives":"nine"})") ==
        Texts{"/lives: must be an integer, is the string 'nine'"});
  CHECK(messages(pet, R"({"kind":"puss","lives":"nine"})") ==
        Texts{"/lives: must be an integer, is the string 'nine'"});
  CHECK(messages(pet, R"({"kind":"hound"})") == Texts{"must have the member 'bark'"});
  CHECK(messages(pet, R"({"kind":"Cat","lives":9})").empty());
  CHECK(messages(pet, R"({"kind":"bird"})") ==
        Texts{"/kind: must be one of 'Cat', 'Dog', 'hound', 'puss', is the string 'bird'"});
  CHECK(messages(pet, "{}") ==
        Texts{"must have the member 'kind', which says what schema applies"});
}

TEST_CASE("an error names the keyword by its place in the document") {
  const auto pet = compiled(kPets, "/components/schemas/Pet");
  const auto errors = pet.validate(Json::parse(R"({"kind":"Cat","lives":"nine"})"));
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].instance == "/lives");
  CHECK(errors[0].keyword == "/components/schemas/Cat/properties/lives/type");
}

TEST_CASE("a value that is nested too deep is an error and no crash") {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const auto schema = compiled(R"({"items":{"$ref":"#"},"uniqueItems":true})");
  CHECK(messages(schema, deep) == Texts{"must be nested at most 256 levels deep"});
  CHECK(messages(schema, std::string(200, '[') + std::string(200, ']')).empty());
}

// {"a": {"a": … }} around the innermost.
std::string deep_in_a(std::string innermost) {
  for (int i = 0; i < 100; ++i) innermost = R"({"a":)" + innermost + "}";
  return innermost;
}

TEST_CASE("alternatives that multiply with the depth of the value are checked in no time") {
  const auto schema = compiled(
      R"({"type":"object","properties":{"a":{"anyOf":[{"allOf":[{"$ref":"#"}]},{"$ref":"#"}]}}})");
  CHECK(messages(schema, deep_in_a("{}")).empty());
  const auto found = messages(schema, deep_in_a("1"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].rfind("/a: must satisfy at least one of 2 schemas, satisfies none (1: /a: must "
                       "satisfy at least one of 2 schemas, satisfies none (1: /a: must satisfy at "
                       "least one of 2 schemas, satisfies none; 2: ",
                       0) == 0);
  CHECK(found[0].size() < 1000);
}

TEST_CASE("what is remembered of a part is not mistaken for a verdict on another one") {
  std::vector<SchemaError> mistakes;
  // Names are values that come and go, each at the place of the one before.
  const auto schema = Schema::from_json(
      Json::parse(R"({"type":"object","propertyNames":{"anyOf":[{"pattern":"^a"},{"maxLength":3}]},
                      "additionalProperties":{"type":"integer"}})"),
      Dialect::k202012, mistakes);
  REQUIRE(schema);
  Json value = Json::object();
  for (int i = 0; i < 9000; ++i) value["a" + std::to_string(i)] = i;
  CHECK(schema->allows(value));
  value["b1234"] = 1;
  value["a1234"] = "x";
  std::vector<std::string> places;
  for (const auto& error : schema->validate(value)) places.push_back(error.instance);
  CHECK(places == std::vector<std::string>{"/b1234", "/a1234"});
}

TEST_CASE("what depends on the schemas around it is not remembered, and ends at a budget") {
  std::vector<SchemaError> mistakes;
  const auto schema = Schema::from_json(
      Json::parse(R"({"$dynamicAnchor":"node","type":"object","properties":{"a":{"anyOf":[
                      {"allOf":[{"$dynamicRef":"#node"}]},{"$dynamicRef":"#node"}]}}})"),
      Dialect::k202012, mistakes);
  REQUIRE(schema);
  CHECK(messages(*schema, deep_in_a("1")) == Texts{"takes more steps to check than are allowed"});
}

TEST_CASE("the number of errors is bounded") {
  Json items = Json::array();
  for (int i = 0; i < 2000; ++i) items.push_back(i);
  CHECK(messages(R"({"items":{"type":"string"}})", items.dump()).size() == Schema::kMaxErrors);
}

}  // namespace
}  // namespace emulator
