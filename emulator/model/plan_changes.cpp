#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/document_rules.h"
#include "emulator/model/plan_reader.h"
#include "emulator/model/rule_row.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// The forms of new ids know for which member they are.
Template with_id_fields(const Template& record, const Located& node) {
  std::vector<Template::Member> members;
  for (const auto& [name, value] : node.value->items()) {
    const Template* part = record.member(name);
    if (!part) continue;
    const auto* id = part->source() ? std::get_if<NewId>(part->source()) : nullptr;
    members.emplace_back(name, id ? Template::reference(NewId{id->form, name}) : *part);
  }
  return Template::object(std::move(members));
}

}  // namespace

// {in: COLLECTION, record: {MEMBER: TEMPLATE}}
void PlanReader::read_create(const std::string& name, const Located& node) {
  if (!name_is_free(name, node)) return;
  const Located in = member_of(node, "in");
  const Located record = member_of(node, "record");
  if (!in || !in.value->is_string() || !record || !record.value->is_object()) {
    return error("fixture.create", "this does not say what to make", node.pointer,
                 "write '{in: COLLECTION, record: {MEMBER: body.NAME}}'");
  }
  CreateStep create;
  create.name = name;
  create.collection = collection(in.value->get<std::string>(), in.pointer);
  makes_record_ = true;
  const auto made = read_template(record);
  makes_record_ = false;
  if (!create.collection || !made) return;
  create.record = with_id_fields(*made, record);
  add_free_rules(create, plan_.creates.size(), node);
  plan_.creates.push_back(std::move(create));
}

// A key that the request gives must not be taken: a broken rule on that value.
void PlanReader::add_free_rules(const CreateStep& create, std::size_t index, const Located& node) {
  for (const auto& key : create.collection->keys()) {
    const Template* part = key.size() == 1 ? create.record.member(key.front()) : nullptr;
    const auto* value =
        part && part->source() ? std::get_if<RequestValue>(part->source()) : nullptr;
    if (!value || value->name.empty()) continue;
    Rule rule;
    rule.id = rule_id(value->in, value->name, "free");
    rule.in = value->in;
    rule.name = value->name;
    rule.place = documented_place(operation_, value->in, value->name);
    set_row_members(rule, node);
    if (rule.hint.empty()) rule.hint = "send another one, or find the record that has it";
    rule.demand = Free{index, key.front()};
    group_of(operation_, value->in, value->name).rules.push_back(std::move(rule));
  }
}

void PlanReader::read_update(const std::string& name, const Located& node, bool whole) {
  const auto lookup = index_of_name(plan_.lookups, name);
  if (!lookup) {
    return error("fixture.unknown-name", "no lookup is called " + in_quotes(name), node.pointer,
                 "change a record that `lookup` finds");
  }
  const auto content = read_template(node);
  if (content) plan_.updates.push_back({*lookup, *content, whole});
}

// One name or several.
void PlanReader::read_removes(const Located& node) {
  if (!node) return;
  if (!node.value->is_array()) return read_remove(node);
  for (std::size_t i = 0; i < node.value->size(); ++i) read_remove(element_of(node, i));
}

void PlanReader::read_remove(const Located& node) {
  const std::string name = node.value->is_string() ? node.value->get<std::string>() : "";
  const auto lookup = index_of_name(plan_.lookups, name);
  if (!lookup) {
    return error("fixture.unknown-name", "no lookup is called " + in_quotes(name), node.pointer,
                 "take out a record that `lookup` finds");
  }
  plan_.removes.push_back(*lookup);
}

}  // namespace emulator
