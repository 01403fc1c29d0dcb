#include "emulator/model/compare_parameters.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/change_impact.h"
#include "emulator/model/compare_examples.h"
#include "emulator/model/router.h"

namespace emulator {
namespace {

std::string name_of(const Parameter& parameter) {
  return std::string(to_string(parameter.in)) + "." + parameter.name;
}

Located schema_of(const Parameter& parameter) {
  if (parameter.media_type.empty()) return member_of(parameter.node, "schema");
  const Located content = member_of(parameter.node, "content");
  return member_of(member_of(content, parameter.media_type), "schema");
}

// What one version has and the other has not.
std::shared_ptr<const Json> demand_of(const Parameter& parameter) {
  return parameter.required ? as_value(Json{{"required", true}}) : nullptr;
}

class ParameterComparison {
 public:
  ParameterComparison(const Operation& before, const Operation& after, SchemaComparison& schemas,
                      Changes& changes)
      : before_(before), after_(after), schemas_(schemas), changes_(changes) {}

  void run() {
    renamed();
    for (const Parameter& parameter : before_.parameters) look_at(parameter);
    for (const Parameter& parameter : after_.parameters) {
      if (kept_.count(&parameter) > 0) continue;
      const bool breaks = parameter.required && parameter.in != In::kPath;
      changes_.push_back({ChangeKind::kCame,
                          name_of(parameter),
                          "",
                          side_at(before_.node.key_place()),
                          {demand_of(parameter), parameter.node.key_place()},
                          breaks ? Impact::kBreaks : Impact::kSafe});
    }
  }

 private:
  void renamed() {
    const auto &was = before_.path_names, &is = after_.path_names;
    if (PathTemplate(before_.path).shape() != PathTemplate(after_.path).shape()) return;
    for (std::size_t i = 0; i < was.size() && i < is.size(); ++i) {
      if (was[i] == is[i] || !new_names_.emplace(was[i], is[i]).second) continue;
      // A name that stood elsewhere in the path: what the two mean may have changed places.
      const bool is_moved = std::find(was.begin(), was.end(), is[i]) != was.end();
      changes_.push_back({ChangeKind::kChanged,
                          "name of the path parameter",
                          "",
                          {as_value(was[i]), place_of(before_, was[i])},
                          {as_value(is[i]), place_of(after_, is[i])},
                          is_moved ? Impact::kMayBreak : Impact::kSafe});
    }
  }

  static Place place_of(const Operation& operation, const std::string& name) {
    for (const Parameter& parameter : operation.parameters) {
      if (parameter.in == In::kPath && parameter.name == name) return parameter.node.key_place();
    }
    return operation.node.key_place();
  }

  const Parameter* kept(const Parameter& parameter) const {
    const auto renamed = new_names_.find(parameter.name);
    const bool has_new_name = parameter.in == In::kPath && renamed != new_names_.end();
    const std::string& name = has_new_name ? renamed->second : parameter.name;
    for (const Parameter& other : after_.parameters) {
      const bool same =
          parameter.in == In::kHeader ? equal_ignoring_case(other.name, name) : other.name == name;
      if (other.in == parameter.in && same) return &other;
    }
    return nullptr;
  }

  void look_at(const Parameter& parameter) {
    if (const Parameter* const other = kept(parameter)) {
      kept_.insert(other);
      compare(parameter, *other, name_of(*other));
    } else {
      // What is sent all the same is passed over.
      changes_.push_back({ChangeKind::kWent,
                          name_of(parameter),
                          "",
                          {demand_of(parameter), parameter.node.key_place()},
                          side_at(after_.node.key_place()),
                          Impact::kMayBreak});
    }
  }

  void compare(const Parameter& before, const Parameter& after, const std::string& part) {
    if (before.required != after.required)
      told(part, "/required", before.required, before, after.required, after,
           after.required ? ChangeKind::kStricter : ChangeKind::kLooser);
    add_member(changes_, part, "style", before.node, after.node, Impact::kBreaks);
    add_member(changes_, part, "allowReserved", before.node, after.node, Impact::kMayBreak);
    add_member(changes_, part, "deprecated", before.node, after.node, Impact::kSafe);
    told(part + " explode", "", before.form.explode, before, after.form.explode, after);
    add_member(changes_, part, "allowEmptyValue", before.node, after.node,
               after.allow_empty ? Impact::kSafe : Impact::kBreaks,
               after.allow_empty ? ChangeKind::kLooser : ChangeKind::kStricter);
    told(part + " media type", "", before.media_type, before, after.media_type, after);
    compare_values(before, after, part);
    compare_examples(before.node, after.node, part, changes_);
  }

  void compare_values(const Parameter& before, const Parameter& after, const std::string& part) {
    const Located was = schema_of(before), is = schema_of(after);
    if (was && is)
      return schemas_.compare(was, is, part + ".schema", Direction::kRequest, changes_);
    if (!was && !is) return;
    const ChangeKind kind = is ? ChangeKind::kStricter : ChangeKind::kLooser;
    changes_.push_back({kind, part, "/schema", was ? side_of(was) : side_at(before.node.place()),
                        is ? side_of(is) : side_at(after.node.place()),
                        impact_of(kind, Direction::kRequest)});
  }

  void told(const std::string& part, const std::string& pointer, const Json& was,
            const Parameter& before, const Json& is, const Parameter& after,
            ChangeKind kind = ChangeKind::kChanged) {
    if (was == is) return;
    changes_.push_back({kind,
                        part,
                        pointer,
                        {as_value(was), before.node.key_place()},
                        {as_value(is), after.node.key_place()},
                        kind == ChangeKind::kLooser ? Impact::kSafe : Impact::kBreaks});
  }

  const Operation& before_;
  const Operation& after_;
  SchemaComparison& schemas_;
  Changes& changes_;
  std::map<std::string, std::string> new_names_;
  std::set<const Parameter*> kept_;
};

}  // namespace

void compare_parameters(const Operation& before, const Operation& after, SchemaComparison& schemas,
                        Changes& changes) {
  ParameterComparison(before, after, schemas, changes).run();
}

}  // namespace emulator
