#include "emulator/model/plan_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/document_rules.h"
#include "emulator/model/expression.h"
#include "emulator/model/plan_check.h"
#include "emulator/model/rule_row.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// "userId with integrationId", or several such, either of which will do.
std::string keys_of(const Collection& collection) {
  std::vector<std::string> keys;
  for (const auto& key : collection.keys()) keys.push_back(listed(key, "with"));
  return listed(keys, "or");
}

// Reads the plan of one row. What cannot be understood is reported, and the plan then not used.
class PlanReader {
 public:
  PlanReader(Operation& operation, const DocumentPtr& document, const Fixtures& fixtures,
             const RuleSettings& settings, Findings& findings)
      : operation_(operation),
        document_(document),
        fixtures_(fixtures),
        settings_(settings),
        findings_(findings) {}

  void read(const Located& row) {
    const Located lookup = member_of(row, "lookup");
    const Located merge = member_of(row, "merge");
    const Located respond = member_of(row, "respond");
    if (!lookup && !merge && !respond) return;
    if (operation_.plan) {
      return error(
          "fixture.second-plan",
          "the operation " + in_quotes(operation_.id) + " is answered by another row already",
          row.pointer, "keep `lookup`, `merge` and `respond` in one file");
    }
    each_member(lookup, [&](const auto& name, const auto& node) { read_lookup(name, node); });
    each_member(merge, [&](const auto& name, const auto& node) { read_merge(name, node); });
    read_respond(respond, row);
    if (!fine_) return;
    check_plan(operation_, plan_, findings_);
    operation_.plan = std::move(plan_);
  }

 private:
  void error(std::string code, std::string message, const std::string& pointer, std::string hint) {
    findings_.add(document_->finding(Severity::kError, std::move(code), std::move(message), pointer,
                                     std::move(hint)));
    fine_ = false;
  }

  template <class Visit>
  void each_member(const Located& node, Visit&& visit) {
    if (!node) return;
    if (!node.value->is_object())
      return error("fixture.plan", "this is not a mapping", node.pointer, "write '{name: …}'");
    for (const auto& [name, value] : node.value->items())
      visit(name, Located{&value, pointer_append(node.pointer, name)});
  }

  std::shared_ptr<const Collection> collection(const std::string& name,
                                               const std::string& pointer) {
    const auto found = fixtures_.collections.find(name);
    if (found != fixtures_.collections.end()) return found->second;
    std::vector<std::string> known;
    for (const auto& [other, value] : fixtures_.collections) known.push_back(other);
    const std::string_view meant = nearest(name, known);
    error("fixture.unknown-collection", "there is no collection " + in_quotes(name), pointer,
          meant.empty() ? "collections are " + listed(known)
                        : "did you mean " + in_quotes(meant) + "?");
    return nullptr;
  }

  // The collection and the sources of its key; a mistake: false.
  bool read_expression(const Located& node, std::shared_ptr<const Collection>& into,
                       std::vector<ValueSource>& sources) {
    const auto expression = node.value->is_string()
                                ? parse_lookup(node.value->get_ref<const std::string&>())
                                : std::nullopt;
    if (!expression) {
      error("fixture.expression", "this does not say where to look", node.pointer,
            "write 'COLLECTION[query.NAME]'");
      return false;
    }
    into = collection(expression->collection, node.pointer);
    if (!into) return false;
    for (const Reference& argument : expression->arguments) {
      if (!read_source(argument, node, sources)) return false;
    }
    if (into->key_of_size(sources.size())) return true;
    error("fixture.key-size",
          "the collection " + in_quotes(into->name()) + " has no key of " +
              std::to_string(sources.size()) + " members",
          node.pointer, "give a value for each member of its key: " + keys_of(*into));
    return false;
  }

  bool read_source(const Reference& argument, const Located& node,
                   std::vector<ValueSource>& sources) {
    if (const auto in = request_part(argument.root)) {
      check_documented(*in, argument.field, node);
      sources.push_back(RequestValue{*in, argument.field});
      return true;
    }
    if (const auto lookup = index_of(argument.root)) {
      sources.push_back(RecordField{*lookup, argument.field});
      return true;
    }
    std::vector<std::string> known{"path", "query", "header", "cookie"};
    for (const LookupStep& step : plan_.lookups) known.push_back(step.name);
    error("fixture.unknown-name", "nothing is called " + in_quotes(argument.root) + " here",
          node.pointer, "use one of " + listed(known, "or"));
    return false;
  }

  void check_documented(In in, const std::string& name, const Located& node) {
    std::vector<std::string> known;
    for (const Parameter& parameter : operation_.parameters) {
      if (parameter.in == in && parameter.name == name) return;
      if (parameter.in == in) known.push_back(parameter.name);
    }
    const std::string_view meant = nearest(name, known);
    findings_.add(document_->finding(Severity::kWarning, "fixture.undocumented-parameter",
                                     in_quotes(operation_.id) + " documents no " + to_string(in) +
                                         " parameter " + in_quotes(name),
                                     node.pointer,
                                     !meant.empty()  ? "did you mean " + in_quotes(meant) + "?"
                                     : known.empty() ? "look up by a documented parameter"
                                                     : "it documents " + listed(known)));
  }

  std::optional<std::size_t> index_of(const std::string& name) const {
    for (std::size_t i = 0; i < plan_.lookups.size(); ++i) {
      if (plan_.lookups[i].name == name) return i;
    }
    return std::nullopt;
  }

  void read_lookup(const std::string& name, const Located& node) {
    const Located find = node.value->is_object() ? member_of(node, "find") : node;
    if (!find)
      return error("fixture.lookup", "the lookup " + in_quotes(name) + " does not say what to find",
                   node.pointer, "add `find: COLLECTION[query.NAME]`");
    if (request_part(name))
      return error("fixture.lookup", in_quotes(name) + " is a part of every request", node.pointer,
                   "choose another name for the record");
    LookupStep step;
    step.name = name;
    if (!read_expression(find, step.collection, step.arguments)) return;
    for (const ValueSource& source : step.arguments) {
      if (std::holds_alternative<RequestValue>(source)) continue;
      return error("fixture.lookup", "a lookup takes its values from the request", node.pointer,
                   "use path, query, header or cookie values; a `merge` may use what was found");
    }
    plan_.lookups.push_back(std::move(step));
    add_known_rule(node);
  }

  // A lookup that finds nothing is a broken rule on the last value it takes.
  void add_known_rule(const Located& node) {
    const LookupStep& step = plan_.lookups.back();
    const RequestValue& value = std::get<RequestValue>(step.arguments.back());
    Rule rule;
    rule.id = rule_id(value.in, value.name, "known");
    rule.in = value.in;
    rule.name = value.name;
    rule.place = documented_place(operation_, value.in, value.name);
    rule.row = document_->place(node.pointer);
    Known known;
    known.lookup = plan_.lookups.size() - 1;
    std::vector<std::string> keys;
    for (const auto& key : step.collection->keys()) {
      if (key.size() == step.arguments.size()) keys.push_back(listed(key, "with"));
    }
    known.keys = listed(keys, "or");
    if (node.value->is_object()) {
      rule.cls = class_of(*document_, node, findings_);
      rule.option = option_of(*document_, node, findings_);
      if (const Located hint = member_of(node, "hint"); hint && hint.value->is_string())
        rule.hint = hint.value->get<std::string>();
    } else {
      rule.cls = Class::kAssumed;
    }
    known.optional = rule.option == RuleOption::kAllowUnknownUsers && settings_.allow_unknown_users;
    rule.demand = known;
    group_of(operation_, value.in, value.name).rules.push_back(std::move(rule));
  }

  void read_merge(const std::string& name, const Located& node) {
    const auto lookup = index_of(name);
    if (!lookup)
      return error("fixture.unknown-name", "no lookup is called " + in_quotes(name), node.pointer,
                   "merge into a record that `lookup` finds");
    MergeStep step;
    step.lookup = *lookup;
    if (!read_expression(node, step.collection, step.arguments)) return;
    for (const ValueSource& source : step.arguments) {
      if (std::holds_alternative<RecordField>(source)) continue;
      return error("fixture.merge", "a merge takes its values from records found before",
                   node.pointer, "use LOOKUP.MEMBER, so that patches for nobody are found at load");
    }
    plan_.merges.push_back(std::move(step));
  }

  void read_respond(const Located& respond, const Located& row) {
    if (!respond)
      return error("fixture.respond", "the row finds records and does not answer with them",
                   row.pointer, "add `respond: {MEMBER: LOOKUP}`");
    check_references(respond);
    plan_.respond = std::make_shared<const Json>(*respond.value);
  }

  void check_references(const Located& node) {
    if (node.value->is_object()) {
      for (const auto& [name, value] : node.value->items())
        check_references({&value, pointer_append(node.pointer, name)});
    } else if (node.value->is_array()) {
      for (std::size_t i = 0; i < node.value->size(); ++i)
        check_references({&(*node.value)[i], pointer_append(node.pointer, i)});
    } else if (node.value->is_string()) {
      const auto& text = node.value->get_ref<const std::string&>();
      if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') return;
      const auto reference = parse_reference(text);
      if (reference && index_of(reference->root)) return;
      std::vector<std::string> known;
      for (const LookupStep& step : plan_.lookups) known.push_back(step.name);
      error("fixture.unknown-name", "no lookup is called " + in_quotes(text), node.pointer,
            "name one of " + listed(known, "or") +
                ", or write a literal text in two kinds of quotes: \"'text'\"");
    }
  }

  Operation& operation_;
  const DocumentPtr& document_;
  const Fixtures& fixtures_;
  const RuleSettings& settings_;
  Findings& findings_;
  Plan plan_;
  bool fine_ = true;
};

}  // namespace

void add_plan_row(Operation& operation, const DocumentPtr& document, const Located& row,
                  const Fixtures& fixtures, const RuleSettings& settings, Findings& findings) {
  PlanReader(operation, document, fixtures, settings, findings).read(row);
}

}  // namespace emulator
