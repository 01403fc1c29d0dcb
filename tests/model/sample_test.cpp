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

}  // namespace

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
