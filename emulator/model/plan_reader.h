#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emulator/model/expression.h"
#include "emulator/model/operation_row.h"
#include "emulator/model/reference.h"

namespace emulator {

/// Reads the plan of one row, and the rules that it implies. What cannot be understood is reported, and the plan then not
/// used.
class PlanReader {
 public:
  PlanReader(Operation& operation, const DocumentPtr& document, const Fixtures& fixtures,
             const RuleSettings& settings, Findings& findings)
      : operation_(operation),
        document_(document),
        fixtures_(fixtures),
        settings_(settings),
        findings_(findings) {}

  void read(const Located& row);

  /// The members of a row that are read here.
  static const std::vector<std::string>& members();

 private:
  void error(std::string code, std::string message, const std::string& pointer, std::string hint);
  template <class Visit>
  void each_member(const Located& node, Visit&& visit);

  // plan_row.cpp: what is looked up.
  std::shared_ptr<const Collection> collection(const std::string& name, const std::string& pointer);
  bool read_expression(const Located& node, std::shared_ptr<const Collection>& into,
                       std::vector<ValueSource>& sources);
  std::optional<ValueSource> read_source(const Reference& argument, const Located& node);
  void check_documented(In in, const std::string& name, const Located& node);
  void read_lookup(const std::string& name, const Located& node);
  void add_known_rule(const Located& node);
  void set_row_members(Rule& rule, const Located& node);
  void read_merge(const std::string& name, const Located& node);
  bool name_is_free(const std::string& name, const Located& node);

  // plan_template.cpp: what is sent, and lists.
  void read_list(const std::string& name, const Located& node);
  std::optional<std::size_t> add_list(const std::string& name, const Located& node);
  bool read_filters(const Selection& selection, const Located& node, ListStep& list);
  void read_list_merge(ListStep& list, const Located& node);
  void read_respond(const Located& respond, const Located& row);
  std::optional<Template> read_template(const Located& node);
  std::optional<Template> read_text(const Located& node);
  std::optional<TemplateSource> read_reference(const Reference& reference, const Located& node);
  std::vector<std::string> known_names() const;

  // plan_changes.cpp: what a call makes of the records.
  void read_create(const std::string& name, const Located& node);
  void add_free_rules(const CreateStep& create, std::size_t index, const Located& node);
  void read_update(const std::string& name, const Located& node, bool whole);
  void read_removes(const Located& node);
  void read_remove(const Located& node);

  Operation& operation_;
  const DocumentPtr& document_;
  const Fixtures& fixtures_;
  const RuleSettings& settings_;
  Findings& findings_;
  Plan plan_;
  bool fine_ = true;
  bool makes_record_ = false;  // `new.…` may stand where the record of a `create` is read
};

/// The first word of a reference to an id that is made: "new.objectId".
inline constexpr const char* kNewId = "new";

/// Of the step with that name; none: nullopt.
template <class Steps>
std::optional<std::size_t> index_of_name(const Steps& steps, const std::string& name) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].name == name) return i;
  }
  return std::nullopt;
}

/// "path", "query", "header", "cookie" or "body"; another word: nullopt.
std::optional<In> value_part(const std::string& word);

template <class Visit>
void PlanReader::each_member(const Located& node, Visit&& visit) {
  if (!node) return;
  if (!node.value->is_object())
    return error("fixture.plan", "this is not a mapping", node.pointer, "write '{name: …}'");
  for (const auto& [name, value] : node.value->items()) visit(name, member_of(node, name));
}

}  // namespace emulator
