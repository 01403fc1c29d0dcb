#include "emulator/model/openapi_parameters.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/message.h"
#include "emulator/model/openapi_encoding.h"
#include "emulator/model/openapi_members.h"
#include "emulator/model/reference.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr TypedMember kParameterMembers[] = {
    {"name", &Json::is_string, "a string"},
    {"required", &Json::is_boolean, "true or false"},
    {"allowEmptyValue", &Json::is_boolean, "true or false"},
    {"explode", &Json::is_boolean, "true or false"},
    {"allowReserved", &Json::is_boolean, "true or false"},
    {"content", &Json::is_object, "an object"},
    {"style", &Json::is_string, "a string"}};

std::optional<In> place_of(const std::string& in) {
  for (const In known : {In::kPath, In::kQuery, In::kHeader, In::kCookie}) {
    if (in == to_string(known)) return known;
  }
  return std::nullopt;
}

// Where the value's schema stands: in the parameter, or in the one media type of its `content`.
Located schema_of(const Located& node, Parameter& parameter) {
  const Located content = member_of(node, "content");
  if (!content || !content.value->is_object() || content.value->empty())
    return member_of(node, "schema");
  parameter.media_type = content.value->begin().key();
  return member_of(member_of(content, parameter.media_type), "schema");
}

bool is_same(const Parameter& a, const Parameter& b) {
  if (a.in != b.in) return false;
  return a.in == In::kHeader ? equal_ignoring_case(a.name, b.name) : a.name == b.name;
}

void read_parameter(const Located& node, Operation& operation, Findings& findings) {
  check_members(node, kParameterMembers, findings);
  Parameter parameter;
  parameter.name = text_of(node, "name");
  parameter.node = node;
  const auto in = place_of(text_of(node, "in"));
  if (parameter.name.empty() || !in) {
    findings.add(node.finding(
        Severity::kError, "openapi.parameter",
        "a parameter needs a `name` and an `in` of path, query, header or cookie", "complete it"));
    return;
  }
  parameter.in = *in;
  const auto& known = operation.parameters;
  if (std::any_of(known.begin(), known.end(),
                  [&](const Parameter& other) { return is_same(other, parameter); }))
    return;
  parameter.required = parameter.in == In::kPath || bool_of(node, "required");
  parameter.allow_empty = bool_of(node, "allowEmptyValue");
  parameter.form = read_form(node, *in, findings);
  if (const Located schema = schema_of(node, parameter)) parameter.schema.emplace(schema, findings);
  operation.parameters.push_back(std::move(parameter));
}

}  // namespace

void read_parameters(const Located& owner, Operation& operation, Findings& findings) {
  const Located list = member_of(owner, "parameters");
  if (!list || !list.value->is_array()) return;
  for (std::size_t i = 0; i < list.value->size(); ++i) {
    if (const Located node = resolve(element_of(list, i), findings))
      read_parameter(node, operation, findings);
  }
}

void check_path_names(const Operation& operation, Findings& findings) {
  const auto& names = operation.path_names;
  for (const Parameter& parameter : operation.parameters) {
    if (parameter.in != In::kPath) continue;
    if (std::find(names.begin(), names.end(), parameter.name) != names.end()) continue;
    findings.add(parameter.node.finding(
        Severity::kError, "openapi.path-parameter",
        "the path parameter " + in_quotes(parameter.name) + " is not in the path " +
            in_quotes(operation.path),
        "write {" + parameter.name + "} into the path, or remove the parameter"));
  }
}

}  // namespace emulator
