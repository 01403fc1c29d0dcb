#include "emulator/model/spread_schema.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/reference.h"
#include "emulator/model/schema_dialect.h"

namespace emulator {
namespace {

constexpr const char* kReference = "$ref";

// A reference beside it is as good as alone.
bool is_for_readers(const std::string& name) {
  return name == "title" || name == "description" || name == "summary" || name.starts_with("x-");
}

using Shape = SchemaContainer::Shape;

// `properties` allows what was allowed or not before: that is for `additionalProperties` to say. Another branch of
// `oneOf` may make two hold at once.
constexpr SchemaContainer kContainers[] = {
    {"properties", Shape::kNamed, false, false},
    {"patternProperties", Shape::kNamed},
    {"dependentSchemas", Shape::kNamed},
    {"items", Shape::kSchema},
    {"additionalItems", Shape::kSchema},
    {"additionalProperties", Shape::kSchema},
    {"unevaluatedItems", Shape::kSchema},
    {"unevaluatedProperties", Shape::kSchema},
    {"propertyNames", Shape::kSchema},
    {"contains", Shape::kSchema},
    {"contentSchema", Shape::kSchema},
    {"then", Shape::kSchema},
    {"else", Shape::kSchema},
    {"if", Shape::kSchema, false, true, false},
    {"not", Shape::kSchema, false, true, false},
    {"prefixItems", Shape::kSequence},
    {"allOf", Shape::kBranches},
    {"anyOf", Shape::kBranches, true},
    {"oneOf", Shape::kBranches, true, false},
};

}  // namespace

SpreadSchema spread_schema(const Located& schema, bool keeps_reference) {
  SpreadSchema out;
  out.node = behind_reference(schema);
  if (keeps_reference && out.node.value != schema.value) {
    out.target = out.node;
    out.node = schema;
  }
  if (!out.node.value->is_object()) return out;
  for (const auto& [name, value] : out.node.value->items()) {
    if (!out.target || name != kReference) out.keywords.emplace(name, member_of(out.node, name));
  }
  return out;
}

Located behind_reference(const Located& schema) {
  Findings none;
  const Located target = resolve(schema, none);
  return target ? target : schema;
}

bool has_reference_with_siblings(const Located& schema) {
  const Located reference = member_of(schema, kReference);
  if (!reference || !reference.value->is_string()) return false;
  if (!is_from_2019(dialect_of(schema.document->entry().root(), Dialect::kOpenApi30))) return false;
  const auto& members = schema.value->get_ref<const Json::object_t&>();
  return std::any_of(members.begin(), members.end(), [](const auto& member) {
    return member.first != kReference && !is_for_readers(member.first);
  });
}

const SchemaContainer* schema_container(const std::string& keyword) {
  const auto found =
      std::find_if(std::begin(kContainers), std::end(kContainers),
                   [&](const SchemaContainer& container) { return keyword == container.name; });
  return found == std::end(kContainers) ? nullptr : found;
}

bool allows_everything(const Located& schema) {
  return !schema || *schema.value == true || (schema.value->is_object() && schema.value->empty());
}

bool allows_nothing(const Located& schema) { return schema && *schema.value == false; }

}  // namespace emulator
