#include "emulator/model/sample.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/model/lint.h"
#include "emulator/model/model.h"
#include "emulator/text/document.h"

namespace emulator {
namespace {

// Twelve schemas, each with eight members that are the next one: 8^12 values.
std::string wide_document() {
  std::string text =
      "openapi: 3.0.3\n"
      "info: {title: wide, version: '1'}\n"
      "paths:\n"
      "  /wide:\n"
      "    get:\n"
      "      responses:\n"
      "        '200':\n"
      "          description: it\n"
      "          content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}\n"
      "components:\n"
      "  schemas:\n";
  for (int i = 0; i < 12; ++i) {
    text += "    S" + std::to_string(i) + ":\n      type: object\n      properties:\n";
    for (int j = 0; j < 8; ++j) {
      text += "        m" + std::to_string(j) + ": {$ref: '#/components/schemas/S" +
              std::to_string(i + 1) + "'}\n";
    }
  }
  return text + "    S12: {type: string}\n";
}

std::optional<Json> made(const Json& schema) {
  std::vector<SchemaError> mistakes;
  const auto compiled = Schema::from_json(schema, Dialect::k202012, mistakes);
  REQUIRE(compiled);
  const Sample sample = sample_of(*compiled);
  return sample.value ? std::optional<Json>(*sample.value) : std::nullopt;
}

}  // namespace

TEST_CASE("texts and names that a pattern with an open end describes are as many as are wanted") {
  CHECK(made(Json::parse(R"({"type":"array","minItems":3,"uniqueItems":true,
                             "items":{"type":"string","pattern":"^x-"}})")) ==
        Json::parse(R"(["x-","x-1","x-2"])"));
  CHECK(made(Json::parse(R"({"type":"object","minProperties":3,"additionalProperties":false,
                             "patternProperties":{"^x-":{"type":"integer"}}})")) ==
        Json::parse(R"({"x-":0,"x-1":0,"x-2":0})"));
}

TEST_CASE("an object of more members than are made has no sample, and soon so") {
  Json schema{{"type", "object"}, {"required", Json::array()}};
  for (int i = 0; i < 20'000; ++i) schema["required"].push_back("p" + std::to_string(i));
  CHECK(made(schema) == std::nullopt);
}

TEST_CASE("schemas that multiply give a sample and findings of bounded size") {
  Findings findings;
  auto documents = read_documents("wide.yaml", wide_document(), findings);
  const ModelPtr model = load_model(std::move(documents), {}, {}, findings);
  REQUIRE(model);
  const auto& body = model->operations[0].responses[0].contents[0].body();
  CHECK(Json::parse(*body).at("m0").size() == 8);
  CHECK(body->size() < 1'000'000);
  lint(*model, findings);
  CHECK_FALSE(findings.has_errors());
}

}  // namespace emulator
