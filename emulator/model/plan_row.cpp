#include "emulator/model/plan_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/document_rules.h"
#include "emulator/model/plan_check.h"
#include "emulator/model/plan_reader.h"
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

}  // namespace

std::optional<In> value_part(const std::string& word) {
  if (word == to_string(In::kBody)) return In::kBody;
  return request_part(word);
}

const std::vector<std::string>& PlanReader::members() {
  static const std::vector<std::string> known{"lookup", "list",    "merge",  "create",
                                              "update", "replace", "delete", "respond"};
  return known;
}

void PlanReader::read(const Located& row) {
  const auto is_there = [&](const std::string& name) { return bool(member_of(row, name)); };
  if (std::none_of(members().begin(), members().end(), is_there)) return;
  if (operation_.plan) {
    return error(
        "fixture.second-plan",
        "the operation " + in_quotes(operation_.id) + " is answered by another row already",
        row.pointer, "keep " + listed(members()) + " in one file");
  }
  const auto each = [&](const char* part,
                        void (PlanReader::*read_one)(const std::string&, const Located&)) {
    each_member(member_of(row, part),
                [&](const auto& name, const auto& node) { (this->*read_one)(name, node); });
  };
  each("lookup", &PlanReader::read_lookup);
  each("list", &PlanReader::read_list);
  each("merge", &PlanReader::read_merge);
  each("create", &PlanReader::read_create);
  for (const bool whole : {false, true}) {
    each_member(member_of(row, whole ? "replace" : "update"),
                [&](const auto& name, const auto& node) { read_update(name, node, whole); });
  }
  read_removes(member_of(row, "delete"));
  read_respond(member_of(row, "respond"), row);
  if (!fine_) return;
  check_plan(operation_, plan_, findings_);
  operation_.plan = std::move(plan_);
}

void PlanReader::error(std::string code, std::string message, const std::string& pointer,
                       std::string hint) {
  findings_.add(document_->finding(Severity::kError, std::move(code), std::move(message), pointer,
                                   std::move(hint)));
  fine_ = false;
}

std::shared_ptr<const Collection> PlanReader::collection(const std::string& name,
                                                         const std::string& pointer) {
  const auto found = fixtures_.collections.find(name);
  if (found != fixtures_.collections.end()) return found->second;
  std::vector<std::string> known;
  for (const auto& [other, value] : fixtures_.collections) known.push_back(other);
  const std::string_view meant = nearest(name, known);
  const std::string there_are =
      known.empty() ? "no fixture file declares one; name the files that do with --fixtures too"
                    : "collections are " + listed(known);
  error("fixture.unknown-collection", "there is no collection " + in_quotes(name), pointer,
        meant.empty() ? there_are : "did you mean " + in_quotes(meant) + "?");
  return nullptr;
}

// The collection and the sources of its key; a mistake: false.
bool PlanReader::read_expression(const Located& node, std::shared_ptr<const Collection>& into,
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
    const auto source = read_source(argument, node);
    if (!source) return false;
    sources.push_back(*source);
  }
  if (into->key_of_size(sources.size())) return true;
  error("fixture.key-size",
        "the collection " + in_quotes(into->name()) + " has no key of " +
            std::to_string(sources.size()) + " members",
        node.pointer, "give a value for each member of its key: " + keys_of(*into));
  return false;
}

std::optional<ValueSource> PlanReader::read_source(const Reference& argument, const Located& node) {
  if (const auto in = value_part(argument.root)) {
    check_documented(*in, argument.field, node);
    return RequestValue{*in, argument.field};
  }
  if (const auto lookup = index_of_name(plan_.lookups, argument.root))
    return RecordField{*lookup, argument.field};
  std::vector<std::string> known{"path", "query", "header", "cookie"};
  for (const LookupStep& step : plan_.lookups) known.push_back(step.name);
  error("fixture.unknown-name", "nothing is called " + in_quotes(argument.root) + " here",
        node.pointer, "use one of " + listed(known, "or"));
  return std::nullopt;
}

void PlanReader::check_documented(In in, const std::string& name, const Located& node) {
  if (in == In::kBody) return;  // its schema may allow what it does not name
  std::vector<std::string> known;
  for (const Parameter& parameter : operation_.parameters) {
    if (parameter.in == in && parameter.name == name) return;
    if (parameter.in == in) known.push_back(parameter.name);
  }
  const std::string_view meant = nearest(name, known);
  findings_.add(document_->finding(
      Severity::kWarning, "fixture.undocumented-parameter",
      in_quotes(operation_.id) + " documents no " + to_string(in) + " parameter " + in_quotes(name),
      node.pointer,
      !meant.empty()  ? "did you mean " + in_quotes(meant) + "?"
      : known.empty() ? "look up by a documented parameter"
                      : "it documents " + listed(known)));
}

bool PlanReader::name_is_free(const std::string& name, const Located& node) {
  if (value_part(name)) {
    error("fixture.lookup", in_quotes(name) + " is a part of every request", node.pointer,
          "choose another name for the record");
    return false;
  }
  if (name != kNewId && !index_of_name(plan_.lookups, name) && !index_of_name(plan_.lists, name) &&
      !index_of_name(plan_.creates, name))
    return true;
  error("fixture.name-taken", in_quotes(name) + " means something else in this row", node.pointer,
        "choose another name");
  return false;
}

void PlanReader::read_lookup(const std::string& name, const Located& node) {
  const Located find = node.value->is_object() ? member_of(node, "find") : node;
  if (!find)
    return error("fixture.lookup", "the lookup " + in_quotes(name) + " does not say what to find",
                 node.pointer, "add `find: COLLECTION[query.NAME]`");
  if (!name_is_free(name, node)) return;
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
void PlanReader::add_known_rule(const Located& node) {
  const LookupStep& step = plan_.lookups.back();
  const RequestValue& value = std::get<RequestValue>(step.arguments.back());
  Rule rule;
  rule.id = rule_id(value.in, value.name, "known");
  rule.in = value.in;
  rule.name = value.name;
  rule.place = documented_place(operation_, value.in, value.name);
  Known known;
  known.lookup = plan_.lookups.size() - 1;
  std::vector<std::string> keys;
  for (const auto& key : step.collection->keys()) {
    if (key.size() == step.arguments.size()) keys.push_back(listed(key, "with"));
  }
  known.keys = listed(keys, "or");
  set_row_members(rule, node);
  known.optional = rule.option == RuleOption::kAllowUnknownUsers && settings_.allow_unknown_users;
  rule.demand = known;
  group_of(operation_, value.in, value.name).rules.push_back(std::move(rule));
}

// class, option and hint, where the row is a mapping that may have them.
void PlanReader::set_row_members(Rule& rule, const Located& node) {
  rule.row = document_->place(node.pointer);
  rule.cls = Class::kAssumed;
  if (!node.value->is_object()) return;
  rule.cls = class_of(*document_, node, findings_);
  rule.option = option_of(*document_, node, findings_);
  if (const Located hint = member_of(node, "hint"); hint && hint.value->is_string())
    rule.hint = hint.value->get<std::string>();
}

void PlanReader::read_merge(const std::string& name, const Located& node) {
  if (const auto list = index_of_name(plan_.lists, name))
    return read_list_merge(plan_.lists[*list], node);
  const auto lookup = index_of_name(plan_.lookups, name);
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

void add_plan_row(Operation& operation, const DocumentPtr& document, const Located& row,
                  const Fixtures& fixtures, const RuleSettings& settings, Findings& findings) {
  PlanReader(operation, document, fixtures, settings, findings).read(row);
}

}  // namespace emulator
