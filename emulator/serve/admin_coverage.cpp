#include "emulator/serve/admin_coverage.h"

#include <nlohmann/json.hpp>

#include "emulator/serve/admin_answer.h"

namespace emulator {
namespace {

struct Share {
  std::uint64_t exercised = 0;
  std::uint64_t of = 0;

  void add(std::uint64_t times) {
    ++of;
    exercised += times > 0 ? 1 : 0;
  }
  void add(const Share& part) {
    of += part.of;
    exercised += part.exercised;
  }
  // With one digit, rounded down: 100 is all.
  double percent() const { return of == 0 ? 100 : static_cast<double>(exercised * 1000 / of) / 10; }
  Json shown() const { return {{"exercised", exercised}, {"of", of}, {"percent", percent()}}; }
};

struct Summary {
  Share operations, parameters, answers, examples, rules;

  Share all() const {
    Share sum;
    for (const Share* part : {&operations, &parameters, &answers, &examples}) sum.add(*part);
    return sum;
  }
};

Json shown_coverage(const ParameterCoverage& parameter, Summary& summary) {
  if (parameter.documented) summary.parameters.add(parameter.seen);
  Json rules = Json::array();
  for (const RuleCoverage& rule : parameter.rules) {
    summary.rules.add(rule.broken);
    rules.push_back({{"rule", rule.id},
                     {"class", to_string(rule.cls)},
                     {"place", to_string(rule.place)},
                     {"broken", rule.broken}});
  }
  return {{"in", to_string(parameter.in)},
          {"name", parameter.name},
          {"documented", parameter.documented},
          {"place", to_string(parameter.place)},
          {"seen", parameter.seen},
          {"rules", std::move(rules)}};
}

Json shown_coverage(const AnswerCoverage& answer, Summary& summary) {
  summary.answers.add(answer.sent);
  Json examples = Json::array();
  for (const ExampleCoverage& example : answer.examples) {
    summary.examples.add(example.sent);
    examples.push_back(
        {{"name", example.name}, {"place", to_string(example.place)}, {"sent", example.sent}});
  }
  return {
      {"status", answer.key}, {"mediaType", answer.media_type}, {"place", to_string(answer.place)},
      {"sent", answer.sent},  {"byStub", answer.by_stub},       {"examples", std::move(examples)}};
}

Json shown_coverage(const OperationCoverage& operation, Summary& summary) {
  summary.operations.add(operation.calls);
  Json parameters = Json::array();
  for (const ParameterCoverage& parameter : operation.parameters)
    parameters.push_back(shown_coverage(parameter, summary));
  Json answers = Json::array();
  for (const AnswerCoverage& answer : operation.answers)
    answers.push_back(shown_coverage(answer, summary));
  return {{"operation", operation.id},    {"method", operation.method},
          {"path", operation.path},       {"place", to_string(operation.place)},
          {"calls", operation.calls},     {"parameters", std::move(parameters)},
          {"answers", std::move(answers)}};
}

}  // namespace

Response get_coverage(const AdminCall& call) {
  Coverage coverage = coverage_of(*call.host.records()->model());
  add_coverage(call.host.journal().coverage(), coverage);
  Summary summary;
  Json operations = Json::array();
  for (const OperationCoverage& operation : coverage)
    operations.push_back(shown_coverage(operation, summary));
  return json_answer(Json{{"percent", summary.all().percent()},
                          {"summary",
                           {{"operations", summary.operations.shown()},
                            {"parameters", summary.parameters.shown()},
                            {"answers", summary.answers.shown()},
                            {"examples", summary.examples.shown()},
                            {"all", summary.all().shown()},
                            {"rules", summary.rules.shown()}}},
                          {"operations", std::move(operations)}});
}

}  // namespace emulator
