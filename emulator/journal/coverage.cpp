#include "emulator/journal/coverage.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

#include "emulator/model/located.h"

namespace emulator {
namespace {

ParameterCoverage* find_parameter(std::vector<ParameterCoverage>& parameters, In in,
                                  const std::string& name) {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(),
                   [&](const ParameterCoverage& one) { return one.in == in && one.name == name; });
  return found == parameters.end() ? nullptr : &*found;
}

void add_rule(const Rule& rule, In in, const std::string& name, OperationCoverage& to) {
  ParameterCoverage* parameter = find_parameter(to.parameters, in, name);
  if (!parameter) {
    to.parameters.push_back({in, name, rule.place, false, 0, {}});
    parameter = &to.parameters.back();
  }
  parameter->rules.push_back({rule.id, rule.cls, rule.place, 0});
}

std::vector<ExampleCoverage> examples_of(const Content& content) {
  std::vector<ExampleCoverage> examples;
  const Located named = member_of(content.node, "examples");
  if (!named || !named.value->is_object()) return examples;
  for (const auto& [name, value] : named.value->items())
    examples.push_back({name, member_of(named, name).key_place(), 0});
  return examples;
}

void add_answers(const DocumentedResponse& response, OperationCoverage& to) {
  for (const Content& content : response.contents) {
    to.answers.push_back(
        {response.key, content.media_type, content.node.key_place(), 0, 0, examples_of(content)});
  }
  if (response.contents.empty())
    to.answers.push_back({response.key, "", response.node.key_place(), 0, 0, {}});
}

// Adds the numbers of each of `from` to the one of `to` that is the same.
template <class Items, class Same, class Add>
void add_each(const Items& from, Items& to, Same same, Add add) {
  for (const auto& more : from) {
    const auto known =
        std::find_if(to.begin(), to.end(), [&](const auto& one) { return same(one, more); });
    if (known != to.end()) add(more, *known);
  }
}

void add_parameter(const ParameterCoverage& from, ParameterCoverage& to) {
  to.seen += from.seen;
  const auto same = [](const RuleCoverage& a, const RuleCoverage& b) {
    return a.id == b.id && a.place.line == b.place.line;
  };
  add_each(from.rules, to.rules, same,
           [](const RuleCoverage& more, RuleCoverage& known) { known.broken += more.broken; });
}

void add_answer(const AnswerCoverage& from, AnswerCoverage& to) {
  to.sent += from.sent;
  to.by_stub += from.by_stub;
  const auto same = [](const ExampleCoverage& a, const ExampleCoverage& b) {
    return a.name == b.name;
  };
  add_each(from.examples, to.examples, same,
           [](const ExampleCoverage& more, ExampleCoverage& known) { known.sent += more.sent; });
}

void add_operation(const OperationCoverage& from, OperationCoverage& to) {
  to.calls += from.calls;
  add_each(
      from.parameters, to.parameters,
      [](const auto& a, const auto& b) { return a.in == b.in && a.name == b.name; }, add_parameter);
  add_each(
      from.answers, to.answers,
      [](const auto& a, const auto& b) { return a.key == b.key && a.media_type == b.media_type; },
      add_answer);
}

}  // namespace

OperationCoverage coverage_of(const Operation& operation) {
  OperationCoverage out;
  out.id = operation.id;
  out.method = operation.method;
  out.path = operation.path;
  out.document = operation.document->name();
  out.base_path = operation.base_paths.front();
  out.versions = operation.versions;
  out.place = operation.node.key_place();
  for (const Parameter& parameter : operation.parameters) {
    out.parameters.push_back({parameter.in, parameter.name, parameter.node.place(), true, 0, {}});
  }
  if (operation.request_body) {
    out.parameters.push_back(
        {In::kBody, "", operation.request_body->node.key_place(), true, 0, {}});
  }
  for (const RuleGroup& group : operation.groups) {
    for (const Rule& rule : group.rules) add_rule(rule, group.in, group.name, out);
  }
  add_rule(operation.accept, operation.accept.in, operation.accept.name, out);
  for (const DocumentedResponse& response : operation.responses) add_answers(response, out);
  return out;
}

Coverage coverage_of(const Model& model) {
  Coverage out;
  for (const Operation& operation : model.operations) out.push_back(coverage_of(operation));
  return out;
}

bool are_of_one_operation(const OperationCoverage& a, const OperationCoverage& b) {
  const auto key = [](const OperationCoverage& one) {
    return std::tie(one.document, one.method, one.base_path, one.path, one.versions, one.id);
  };
  return key(a) == key(b);
}

void add_coverage(const Coverage& from, Coverage& to) {
  add_each(from, to, are_of_one_operation, add_operation);
}

}  // namespace emulator
