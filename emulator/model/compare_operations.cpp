#include "emulator/model/compare_operations.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/compare_contents.h"
#include "emulator/model/compare_examples.h"

namespace emulator {
namespace {

std::shared_ptr<const Json> as_value(Json value) {
  return std::make_shared<const Json>(std::move(value));
}

class OperationComparison {
 public:
  OperationComparison(const Operation& before, const Operation& after, SchemaComparison& schemas)
      : before_(before), after_(after), schemas_(schemas) {}

  Changes run() {
    address();
    security();
    rules();
    for (const Parameter& parameter : before_.parameters) look_at(parameter);
    for (const Parameter& parameter : after_.parameters) look_whether_new(parameter);
    if (before_.request_body && after_.request_body)
      compare_body(*before_.request_body, *after_.request_body, schemas_, changes_);
    compare_answers(before_, after_, schemas_, changes_);
    return std::move(changes_);
  }

 private:
  void add(ChangeKind kind, std::string part, ChangeSide before, ChangeSide after) {
    changes_.push_back({kind, std::move(part), "", std::move(before), std::move(after)});
  }

  void told(const std::string& part, const Json& was, const Located& before, const Json& is,
            const Located& after) {
    if (was == is) return;
    add(ChangeKind::kChanged, part, {as_value(was), before.key_place()},
        {as_value(is), after.key_place()});
  }

  void address() {
    told("method and path", before_.method + " " + before_.path, before_.node,
         after_.method + " " + after_.path, after_.node);
    told("operationId", before_.id, before_.node, after_.id, after_.node);
    told("paths of the servers", Json(before_.base_paths), before_.node, Json(after_.base_paths),
         after_.node);
    add_member(changes_, "operation", "deprecated", before_.node, after_.node);
  }

  static std::set<std::set<std::string>> ways(const Security& security) {
    std::set<std::set<std::string>> out;
    for (const auto& alternative : security.alternatives) {
      std::set<std::string> names;
      for (const std::size_t rule : alternative) names.insert(security.rules[rule].id);
      out.insert(std::move(names));
    }
    return out;
  }

  static ChangeSide security_side(const Operation& operation) {
    const Located own = member_of(operation.node, "security");
    const Located all = member_of(root_of(operation.document), "security");
    return own ? side_of(own) : all ? side_of(all) : side_at(operation.node.key_place());
  }

  // No way at all: anybody may call.
  void security() {
    const auto was = ways(before_.security), is = ways(after_.security);
    const auto has_all = [](const auto& some, const auto& others) {
      return std::includes(some.begin(), some.end(), others.begin(), others.end());
    };
    ChangeKind kind = ChangeKind::kChanged;
    if (was.empty() || (!is.empty() && has_all(was, is))) kind = ChangeKind::kStricter;
    if (is.empty() || (!was.empty() && has_all(is, was))) kind = ChangeKind::kLooser;
    if (was != is) add(kind, "security", security_side(before_), security_side(after_));
    for (const Rule& rule : before_.security.rules) scheme(rule);
  }

  // One that kept its name.
  void scheme(const Rule& rule) {
    for (const Rule& other : after_.security.rules) {
      if (other.id != rule.id) continue;
      const Json was = scheme_words(rule), is = scheme_words(other);
      if (was != is)
        add(ChangeKind::kChanged, rule.id, {as_value(was), rule.place},
            {as_value(is), other.place});
    }
  }

  static Json scheme_words(const Rule& rule) {
    const auto& credentials = std::get<Credentials>(rule.demand);
    if (credentials.kind == Credentials::Kind::kUnchecked) return "anything";
    return std::string(to_string(rule.in)) + " " + rule.name +
           (credentials.scheme.empty() ? "" : " " + credentials.scheme);
  }

  static std::vector<const Rule*> rules_of(const Operation& operation) {
    std::vector<const Rule*> out;
    for (const RuleGroup& group : operation.groups)
      for (const Rule& rule : group.rules) out.push_back(&rule);
    return out;
  }

  static bool has_rule(const std::vector<const Rule*>& rules, const Rule& wanted) {
    return std::any_of(rules.begin(), rules.end(),
                       [&](const Rule* rule) { return rule->id == wanted.id; });
  }

  void rules() {
    const auto was = rules_of(before_), is = rules_of(after_);
    for (const Rule* rule : was) {
      if (!has_rule(is, *rule))
        add(ChangeKind::kWent, rule->id, {nullptr, rule->place}, side_at(after_.node.key_place()));
    }
    for (const Rule* rule : is) {
      if (!has_rule(was, *rule))
        add(ChangeKind::kCame, rule->id, side_at(before_.node.key_place()), {nullptr, rule->place});
    }
  }

  static const Parameter* find_in(const Operation& operation, const Parameter& parameter) {
    for (const Parameter& other : operation.parameters) {
      const bool same = parameter.in == In::kHeader
                            ? equal_ignoring_case(other.name, parameter.name)
                            : other.name == parameter.name;
      if (other.in == parameter.in && same) return &other;
    }
    return nullptr;
  }

  static std::string name_of(const Parameter& parameter) {
    return std::string(to_string(parameter.in)) + "." + parameter.name;
  }

  // Of the others rules came or went.
  static bool demands_nothing(const Parameter& parameter) {
    return !parameter.schema && !parameter.required;
  }

  void look_whether_new(const Parameter& parameter) {
    if (demands_nothing(parameter) && find_in(before_, parameter) == nullptr)
      add_alone(changes_, name_of(parameter), {}, before_.node, parameter.node, {});
  }

  void look_at(const Parameter& parameter) {
    const std::string part = name_of(parameter);
    const Parameter* const other = find_in(after_, parameter);
    if (other == nullptr) {
      if (demands_nothing(parameter))
        add_alone(changes_, part, parameter.node, {}, {}, after_.node);
      return;
    }
    for (const char* name : {"style", "allowReserved", "deprecated"})
      add_member(changes_, part, name, parameter.node, other->node);
    told(part + " explode", parameter.form.explode, parameter.node, other->form.explode,
         other->node);
    add_member(changes_, part, "allowEmptyValue", parameter.node, other->node,
               other->allow_empty ? ChangeKind::kLooser : ChangeKind::kStricter);
    told(part + " media type", parameter.media_type, parameter.node, other->media_type,
         other->node);
    if (parameter.schema && other->schema)
      schemas_.compare(schema_of(parameter), schema_of(*other), part + ".schema", changes_);
    compare_examples(parameter.node, other->node, part, changes_);
  }

  static Located schema_of(const Parameter& parameter) {
    if (parameter.media_type.empty()) return member_of(parameter.node, "schema");
    const Located content = member_of(parameter.node, "content");
    return member_of(member_of(content, parameter.media_type), "schema");
  }

  const Operation& before_;
  const Operation& after_;
  SchemaComparison& schemas_;
  Changes changes_;
};

}  // namespace

Changes compare_operations(const Operation& before, const Operation& after,
                           SchemaComparison& schemas) {
  return OperationComparison(before, after, schemas).run();
}

}  // namespace emulator
