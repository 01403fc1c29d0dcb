#include "emulator/model/lint_schemas.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "emulator/model/lint_formats.h"
#include "emulator/model/lint_limits.h"
#include "emulator/model/lint_types.h"
#include "emulator/model/lint_values.h"
#include "emulator/model/reference.h"
#include "emulator/model/spread_schema.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

Located child_of(const Located& node, const std::string& name, const Json& value) {
  return {&value, pointer_append(node.pointer, name), node.document};
}

void forbidden_names(const Located& schema, Findings& findings) {
  const Located others = member_of(schema, "additionalProperties");
  const Located required = member_of(schema, "required");
  if (!others || *others.value != false || !required || !required.value->is_array()) return;
  if (member_of(schema, "patternProperties")) return;
  const Located properties = member_of(schema, "properties");
  for (std::size_t i = 0; i < required.value->size(); ++i) {
    const Located name = element_of(required, i);
    if (!name.value->is_string() || member_of(properties, name.value->get<std::string>())) continue;
    const std::string quoted = in_quotes(name.value->get_ref<const std::string&>());
    findings.add(
        name.finding(Severity::kWarning, "document.forbidden-required",
                     "`required` names " + quoted + ", which `additionalProperties: false` forbids",
                     "no object satisfies both, and every one is refused; add " + quoted +
                         " to `properties` of this schema, or take it out of `required`"));
  }
}

// Looks at each schema once, and at all that it leads to.
class SchemaLint {
 public:
  explicit SchemaLint(Findings& findings) : findings_(findings) {}

  void add(const Located& schema) {
    if (schema) waiting_.push_back(schema);
  }
  // A Parameter or Header Object.
  void add_value(const Located& node) {
    add(member_of(node, "schema"));
    const Located content = member_of(node, "content");
    if (!content || !content.value->is_object()) return;
    for (const auto& [type, media] : content.value->items())
      add(member_of(child_of(content, type, media), "schema"));
  }
  void add_each(const Located& schemas) {
    if (!schemas || !schemas.value->is_object()) return;
    for (const auto& [name, value] : schemas.value->items()) add(child_of(schemas, name, value));
  }
  void add_operation(const Operation& operation) {
    for (const Parameter& parameter : operation.parameters) add_value(parameter.node);
    if (operation.request_body) add_value(operation.request_body->node);
    for (const DocumentedResponse& response : operation.responses) {
      add_value(response.node);
      const Located headers = member_of(response.node, "headers");
      if (!headers || !headers.value->is_object()) continue;
      for (const auto& [name, value] : headers.value->items())
        add_value(resolve(child_of(headers, name, value), told_));
    }
  }

  void run() {
    while (!waiting_.empty()) {
      const Located schema = waiting_.back();
      waiting_.pop_back();
      if (schema.value->is_object() && seen_.insert(schema.value).second) look_at(schema);
    }
    formats_.report(findings_);
  }

 private:
  void look_at(const Located& schema) {
    if (member_of(schema, "$ref")) {
      add(resolve(schema, told_));
      if (!has_reference_with_siblings(schema)) return;
    }
    lint_limits(schema, findings_);
    lint_types(schema, findings_);
    lint_values(schema, findings_);
    forbidden_names(schema, findings_);
    formats_.look_at(schema);
    for (const auto& [name, value] : schema.value->items())
      add_below(name, child_of(schema, name, value));
  }

  void add_below(const std::string& keyword, const Located& node) {
    const SchemaContainer* container = schema_container(keyword);
    if (keyword == "$defs" || keyword == "definitions") return add_each(node);
    if (container == nullptr) return;
    if (container->shape == SchemaContainer::Shape::kNamed) return add_each(node);
    if (!node.value->is_array()) return add(node);
    for (std::size_t i = 0; i < node.value->size(); ++i) add(element_of(node, i));
  }

  Findings& findings_;
  Findings told_;  // when the documents were read
  FormatLint formats_;
  std::vector<Located> waiting_;
  std::unordered_set<const Json*> seen_;
};

}  // namespace

void lint_schemas(const Model& model, Findings& findings) {
  SchemaLint all(findings);
  for (const Operation& operation : model.operations) all.add_operation(operation);
  for (const DocumentPtr& document : model.documents)
    all.add_each(member_of(member_of(root_of(document), "components"), "schemas"));
  all.run();
}

}  // namespace emulator
