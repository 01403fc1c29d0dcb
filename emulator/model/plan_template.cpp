#include <nlohmann/json.hpp>

#include "emulator/model/plan_reader.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

struct IdWord {
  const char* word;
  NewId::Form form;
};
constexpr IdWord kIdWords[] = {{"objectId", NewId::Form::kObjectId},
                               {"uuid", NewId::Form::kUuid},
                               {"number", NewId::Form::kNumber}};

std::optional<TemplateSource> new_id_called(const std::string& word) {
  for (const IdWord& known : kIdWords) {
    if (word == known.word) return NewId{known.form, ""};
  }
  return std::nullopt;
}

}  // namespace

void PlanReader::read_list(const std::string& name, const Located& node) {
  if (name_is_free(name, node)) add_list(name, node);
}

// node  holds "COLLECTION[*]" or "COLLECTION[MEMBER=query.NAME, …]"
std::optional<std::size_t> PlanReader::add_list(const std::string& name, const Located& node) {
  const auto selection = node.value->is_string()
                             ? parse_selection(node.value->get_ref<const std::string&>())
                             : std::nullopt;
  if (!selection) {
    error("fixture.selection", "this does not say which records", node.pointer,
          "write 'COLLECTION[*]', or 'COLLECTION[MEMBER=query.NAME]' for some of them");
    return std::nullopt;
  }
  ListStep list;
  list.name = name;
  list.collection = collection(selection->collection, node.pointer);
  if (!list.collection || !read_filters(*selection, node, list)) return std::nullopt;
  plan_.lists.push_back(std::move(list));
  return plan_.lists.size() - 1;
}

bool PlanReader::read_filters(const Selection& selection, const Located& node, ListStep& list) {
  for (const Selection::Condition& condition : selection.conditions) {
    const auto in = value_part(condition.value.root);
    if (!in) {
      error("fixture.selection", "a list is filtered by values of the request", node.pointer,
            "write 'MEMBER=query.NAME'; path, header, cookie and body do too");
      return false;
    }
    check_documented(*in, condition.value.field, node);
    list.filters.push_back({condition.member, {*in, condition.value.field}});
  }
  return true;
}

// "installations[user.userId, integrations.integrationId]", where `integrations` is the list.
void PlanReader::read_list_merge(ListStep& list, const Located& node) {
  const auto lookup = node.value->is_string()
                          ? parse_lookup(node.value->get_ref<const std::string&>())
                          : std::nullopt;
  if (!lookup) {
    return error("fixture.expression", "this does not say where to look", node.pointer,
                 "write 'COLLECTION[LOOKUP.MEMBER, " + list.name + ".MEMBER]'");
  }
  MergeStep step;
  step.lookup = ListStep::kItem;
  step.collection = collection(lookup->collection, node.pointer);
  if (!step.collection) return;
  for (const Reference& argument : lookup->arguments) {
    const auto known = index_of_name(plan_.lookups, argument.root);
    if (!known && argument.root != list.name) {
      return error("fixture.merge", "a merge takes its values from records found before",
                   node.pointer, "use LOOKUP.MEMBER or " + list.name + ".MEMBER");
    }
    step.arguments.push_back(RecordField{known.value_or(ListStep::kItem), argument.field});
  }
  if (!step.collection->key_of_size(step.arguments.size())) {
    return error("fixture.key-size",
                 "the collection " + in_quotes(step.collection->name()) + " has no key of " +
                     std::to_string(step.arguments.size()) + " members",
                 node.pointer, "give a value for each member of its key");
  }
  list.merges.push_back(std::move(step));
}

void PlanReader::read_respond(const Located& respond, const Located& row) {
  const bool changes = !plan_.creates.empty() || !plan_.updates.empty() || !plan_.removes.empty();
  if (!respond) {
    if (changes) return;
    return error("fixture.respond", "the row finds records and does not answer with them",
                 row.pointer, "add `respond: {MEMBER: LOOKUP}`");
  }
  plan_.respond = read_template(respond);
}

// With a mistake: nullopt, and the plan is not used.
std::optional<Template> PlanReader::read_template(const Located& node) {
  if (node.value->is_string()) return read_text(node);
  if (node.value->is_object()) {
    std::vector<Template::Member> members;
    for (const auto& [name, value] : node.value->items()) {
      if (auto part = read_template(member_of(node, name)))
        members.emplace_back(name, *std::move(part));
    }
    return Template::object(std::move(members));
  }
  if (node.value->is_array()) {
    std::vector<Template> items;
    for (std::size_t i = 0; i < node.value->size(); ++i) {
      if (auto part = read_template(element_of(node, i))) items.push_back(*std::move(part));
    }
    return Template::array(std::move(items));
  }
  return Template::literal(*node.value);
}

// 'text' in quotes is itself, "integrations[*]" is a list, all else a reference.
std::optional<Template> PlanReader::read_text(const Located& node) {
  const auto& text = node.value->get_ref<const std::string&>();
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'')
    return Template::literal(text.substr(1, text.size() - 2));
  if (text.find('[') != std::string::npos) {
    const auto list = add_list(text, node);
    if (!list) return std::nullopt;
    return Template::reference(ListedRecords{*list});
  }
  const auto reference = parse_reference(text);
  if (reference) {
    if (auto source = read_reference(*reference, node))
      return Template::reference(*std::move(source));
    if (!fine_) return std::nullopt;
  }
  const std::vector<std::string> known = known_names();
  error("fixture.unknown-name", "no lookup is called " + in_quotes(text), node.pointer,
        "name one of " + listed(known, "or") +
            ", or write a literal text in two kinds of quotes: \"'text'\"");
  return std::nullopt;
}

std::optional<TemplateSource> PlanReader::read_reference(const Reference& reference,
                                                         const Located& node) {
  if (const auto in = value_part(reference.root)) {
    if (reference.field.empty() && *in != In::kBody) return std::nullopt;
    check_documented(*in, reference.field, node);
    return RequestValue{*in, reference.field};
  }
  if (const auto lookup = index_of_name(plan_.lookups, reference.root))
    return RecordField{*lookup, reference.field};
  if (const auto create = index_of_name(plan_.creates, reference.root))
    return MadeField{*create, reference.field};
  const auto list = index_of_name(plan_.lists, reference.root);
  if (list && reference.field.empty()) return ListedRecords{*list};
  if (makes_record_ && reference.root == kNewId) return new_id_called(reference.field);
  return std::nullopt;
}

std::vector<std::string> PlanReader::known_names() const {
  std::vector<std::string> known;
  const auto add = [&](const auto& steps) {
    for (const auto& step : steps) known.push_back(step.name);
  };
  add(plan_.lookups);
  add(plan_.lists);
  add(plan_.creates);
  if (makes_record_) {
    for (const IdWord& id : kIdWords) known.push_back(std::string(kNewId) + "." + id.word);
    known.push_back("body.MEMBER");
  }
  return known;
}

}  // namespace emulator
