#include "emulator/model/plan_keys.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/schema_types.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

const Parameter* parameter_for(const Operation& operation, const ValueSource& argument) {
  const auto* value = std::get_if<RequestValue>(&argument);
  if (value == nullptr) return nullptr;
  for (const Parameter& parameter : operation.parameters) {
    const bool same = parameter.in == In::kHeader ? equal_ignoring_case(parameter.name, value->name)
                                                  : parameter.name == value->name;
    if (parameter.in == value->in && same) return &parameter;
  }
  return nullptr;
}

// One argument of a lookup, and the members of records that it is compared with: any of them will do.
class KeyCheck {
 public:
  KeyCheck(const Parameter& parameter, std::string type, std::vector<std::string> fields,
           Findings& findings)
      : parameter_(parameter),
        type_(std::move(type)),
        fields_(std::move(fields)),
        findings_(findings) {}

  void look_at(const Record& record) const {
    if (!record.value->is_object()) return;
    bool has_right_one = false, has_slip = false;
    for (const std::string& field : fields_) {
      if (!record.field(field)) continue;
      const Json& value = *record.value->find(field);
      has_right_one = has_right_one || is_of_types(value, {type_});
      has_slip = has_slip || is_meant(value);
    }
    for (const std::string& field : fields_) {
      if (!record.field(field)) continue;
      const Json& value = *record.value->find(field);
      // Beside a key that is right, text is what other parameters may look up.
      const bool is_for_others =
          value.is_string() && (has_right_one || (has_slip && !is_meant(value)));
      if (!is_of_types(value, {type_}) && !is_for_others) tell(record, field, value);
    }
  }

 private:
  // '12' where an integer is looked up.
  bool is_meant(const Json& value) const {
    if (!value.is_string()) return false;
    const Json written = Json::parse(value.get_ref<const std::string&>(), nullptr, false);
    return !written.is_discarded() && is_of_types(written, {type_});
  }

  void tell(const Record& record, const std::string& field, const Json& value) const {
    findings_.add(record.document->finding(Severity::kWarning, "fixture.key-type",
                                           in_quotes(field) + " is " + described(value) +
                                               ", and the parameter " + in_quotes(parameter_.name) +
                                               " that finds the record by it is of type " + type_,
                                           pointer_append(record.pointer, field), hint_for(value)));
  }

  std::string hint_for(const Json& value) const {
    if (type_ == "string")
      return "it is found by that text, but sent as it is written; write it in quotes: '" +
             value.dump() + "'";
    if (is_meant(value)) return "it is found, but sent as text; write it without quotes";
    return "a call that names it is refused; change it, or the type at " +
           to_string(parameter_.node.place());
  }

  const Parameter& parameter_;
  const std::string type_;
  const std::vector<std::string> fields_;
  Findings& findings_;
};

void check_argument(const Operation& operation, const LookupStep& lookup, std::size_t at,
                    Findings& findings) {
  static const std::vector<std::string> kScalars = {"string", "integer", "number", "boolean"};
  const Parameter* const parameter = parameter_for(operation, lookup.arguments[at]);
  if (parameter == nullptr || !parameter->schema) return;
  const std::string type(parameter->schema->type());
  if (std::find(kScalars.begin(), kScalars.end(), type) == kScalars.end()) return;
  std::vector<std::string> fields;
  for (const auto& key : lookup.collection->keys())
    if (key.size() == lookup.arguments.size()) fields.push_back(key[at]);
  const KeyCheck check(*parameter, type, std::move(fields), findings);
  for (const Record& record : lookup.collection->records()) check.look_at(record);
}

}  // namespace

void check_keys(const Operation& operation, const Plan& plan, Findings& findings) {
  for (const LookupStep& lookup : plan.lookups) {
    for (std::size_t i = 0; i < lookup.arguments.size(); ++i)
      check_argument(operation, lookup, i, findings);
  }
}

}  // namespace emulator
