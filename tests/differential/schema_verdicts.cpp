// Says of schemas which values they allow, so that other validators can be asked the same.
//   schema_verdicts [2020-12|draft7|draft6|draft4] < QUESTIONS
// A question is a line {"schema": …, "values": […]}; its answer is a line: an array of true and false, or
// {"error": "why the schema was refused"}.

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "emulator/model/schema.h"

namespace {

using namespace emulator;

Json answer(const Json& question, Dialect dialect) {
  std::vector<SchemaError> mistakes;
  const auto schema = Schema::from_json(question.at("schema"), dialect, mistakes);
  if (!schema) return {{"error", mistakes.front().message}};
  Json verdicts = Json::array();
  for (const Json& value : question.at("values")) verdicts.push_back(schema->allows(value));
  return verdicts;
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, Dialect> dialects{{"2020-12", Dialect::k202012},
                                                {"draft7", Dialect::kDraft7},
                                                {"draft6", Dialect::kDraft6},
                                                {"draft4", Dialect::kDraft4}};
  const auto dialect = dialects.find(argc > 1 ? argv[1] : "2020-12");
  if (dialect == dialects.end()) {
    std::cerr << "usage: schema_verdicts [2020-12|draft7|draft6|draft4]\n";
    return 2;
  }
  for (std::string line; std::getline(std::cin, line);)
    std::cout << answer(Json::parse(line), dialect->second).dump() << std::endl;
  return 0;
}
