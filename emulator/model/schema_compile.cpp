#include "emulator/model/schema_compile.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "emulator/model/json_words.h"
#include "emulator/model/located.h"
#include "emulator/model/reference.h"
#include "emulator/model/schema_site.h"
#include "emulator/text/description.h"
#include "emulator/text/nearest.h"
#include "emulator/text/place_index.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// Fewer are looked through faster than they are indexed.
constexpr std::size_t kManyMembers = 64;

const Json* value_at(const SchemaPlace& place) {
  return node_at(*place.document, place.pointer).value;
}

/// The schemas that apply to the same value.
std::vector<const Schema::Node*> branches_of(const SchemaKeywords& keywords) {
  auto all = keywords.all_of;
  all.insert(all.end(), keywords.alternatives.begin(), keywords.alternatives.end());
  all.insert(all.end(), keywords.other_branches.begin(), keywords.other_branches.end());
  return all;
}

/// The reference, if it is all that counts of the schema: in OpenAPI 3.0 and the drafts its siblings do not.
const std::string* sole_reference(const Json& schema, Dialect dialect) {
  if (!schema.is_object()) return nullptr;
  if (is_from_2019(dialect) && schema.size() > 1) return nullptr;
  const auto reference = schema.find("$ref");
  if (reference == schema.end() || !reference->is_string()) return nullptr;
  return &reference->get_ref<const std::string&>();
}

/// ", over a.yaml:3:5 and a.yaml:4:5": the references behind the first one.
std::string over(const std::vector<SchemaPlace>& circle) {
  std::vector<std::string> places;
  for (std::size_t i = 1; i < circle.size(); ++i) {
    if (circle[i].document->name().empty()) return {};
    places.push_back(to_string(circle[i].document->place(circle[i].pointer)));
  }
  return places.empty() ? "" : ", over " + listed(places, "and");
}

}  // namespace

const Schema::Node* SchemaCompiler::survey(const SchemaPlace& place) {
  is_survey_ = true;
  Schema::Node* root = node_at(place);
  // A queue, not recursion: a chain of references may be as long as the document.
  while (!waiting_.empty()) {
    Schema::Node* node = waiting_.front();
    waiting_.pop_front();
    SchemaKeywords keywords;
    fill(*node, keywords);
    if (auto branches = branches_of(keywords); !branches.empty()) {
      branches_.emplace(node, std::move(branches));
    }
  }
  warn_endless();
  return root;
}

std::unique_ptr<SchemaKeywords> SchemaCompiler::keywords_of(const Schema::Node& node) {
  auto keywords = std::make_unique<SchemaKeywords>();
  fill(node, *keywords);
  return keywords;
}

void SchemaCompiler::warn_endless() {
  for (const auto* node : schemas_on_circles(branches_)) {
    add({Severity::kWarning,
         "schema.endless",
         "the schema applies itself to the same value",
         {node->document, node->pointer},
         "keep it out of its own allOf, anyOf, oneOf or not, also over other schemas"});
  }
}

Schema::Node* SchemaCompiler::node_at(SchemaPlace place) {
  if (place.value == nullptr) place.value = value_at(place);
  const SchemaGraph::Key key{place.document.get(), place.value};
  if (const auto known = graph_.by_value.find(key); known != graph_.by_value.end()) {
    return known->second;
  }
  const SchemaPlace target = after_references(place);
  if (place.value == nullptr) return &make_anything(place);
  // A reference whose end was not found allows any value.
  Schema::Node* node = target.document ? find_or_make(target) : &make_anything(place);
  graph_.by_value[key] = node;
  return node;
}

Schema::Node& SchemaCompiler::make(const SchemaPlace& place) {
  Schema::Node& node = graph_.nodes.emplace_back();
  node.document = place.document;
  node.pointer = place.pointer;
  node.resource = &graph_.resources.at(*place.document, place.pointer);
  node.source = place.value;
  node.graph = &graph_;
  return node;
}

Schema::Node& SchemaCompiler::make_anything(const SchemaPlace& place) {
  Schema::Node& node = make(place);
  node.allow_anything();
  return node;
}

Schema::Node* SchemaCompiler::find_or_make(const SchemaPlace& place) {
  auto& known = graph_.by_value[{place.document.get(), place.value}];
  if (known != nullptr) return known;
  known = &make(place);
  Schema::Node* const node = known;
  waiting_.push_back(node);
  enter(graph_.resources.at(*place.document, place.pointer));
  return node;
}

/// Its dynamic anchors may be meant by any `$dynamicRef` or `$recursiveRef` further in.
void SchemaCompiler::enter(SchemaResource& resource) {
  if (resource.is_compiled) return;
  resource.is_compiled = true;
  for (const auto& [name, pointer] : resource.dynamic_anchors) {
    resource.dynamic_nodes[name] = node_at({resource.document, pointer});
  }
}

/// The first place that is not just a reference. An error on the way was reported: a place without a document.
SchemaPlace SchemaCompiler::after_references(SchemaPlace place) {
  std::set<const Json*> seen;
  std::vector<SchemaPlace> circle;
  while (true) {
    const Json* schema = place.value;
    if (schema == nullptr) {
      add({Severity::kError,
           "schema.nowhere",
           "there is no schema at " + brief(place.pointer),
           place,
           {}});
      return {};
    }
    const auto& resource = graph_.resources.at(*place.document, place.pointer);
    const std::string* text = sole_reference(*schema, resource.dialect);
    if (text == nullptr) return place;
    const SchemaPlace reference{place.document, pointer_append(place.pointer, "$ref")};
    if (!seen.insert(schema).second) {
      add({Severity::kError, "reference.circle",
           "the reference " + in_quotes(*text) + " leads back to itself" + over(circle), reference,
           "point one of the references to a value"});
      return {};
    }
    circle.push_back(reference);
    const SchemaPlace next = step(reference, *text);
    if (!next.document) return {};
    // From 2019-09 on the way matters where it leaves a resource: a `$dynamicRef` or `$recursiveRef` asks for it.
    if (is_from_2019(resource.dialect) &&
        &graph_.resources.at(*next.document, next.pointer) != &resource) {
      return place;
    }
    place = next;
  }
}

SchemaPlace SchemaCompiler::step(const SchemaPlace& reference, const std::string& text) {
  const auto& from = graph_.resources.at(*reference.document, reference.pointer);
  SchemaPlace target = graph_.resources.resolve(from, text);
  if (target.document) target.value = target_at(target);
  if (target.document == reference.document && target.value == nullptr) target = lent(target);
  const Description* description = reference.document->description();
  const auto* link = target.document || description == nullptr
                         ? nullptr
                         : description->link(*reference.document, text.substr(0, text.find('#')));
  if (link != nullptr && !link->code.empty()) {
    add({Severity::kError, link->code.c_str(),
         "the reference " + in_quotes(text) + " " + link->message, reference, link->hint});
  } else if (!target.document) {
    add({Severity::kError, "reference.unsupported",
         "the reference " + in_quotes(text) + " does not point into this document", reference,
         "write it as '#/components/…' and put its target into this file"});
  } else if (target.value == nullptr) {
    add({Severity::kError, "reference.nowhere",
         "the reference " + in_quotes(text) + " leads nowhere", reference,
         "define it, or correct the reference"});
    target.document = nullptr;
  }
  return target;
}

/// A page's schema may be another page's, as a reference to it from outside of schemas may. None has it: the same place.
SchemaPlace SchemaCompiler::lent(SchemaPlace place) {
  const Located found = lent_component(place.document, place.pointer);
  if (!found) return place;
  graph_.resources.add(found.document);
  return {found.document, found.pointer, found.value};
}

/// Many references lead to one place, and some places have many neighbours.
const Json* SchemaCompiler::target_at(const SchemaPlace& place) {
  const auto address = reinterpret_cast<std::uintptr_t>(place.document.get());
  const std::string key = std::to_string(address) + place.pointer;
  if (const auto known = graph_.targets.find(key); known != graph_.targets.end())
    return known->second;
  const auto last = place.pointer.rfind('/');
  const Json* value = last == std::string::npos
                          ? value_at(place)
                          : child_at({place.document, place.pointer.substr(0, last)},
                                     std::string_view(place.pointer).substr(last));
  graph_.targets.emplace(key, value);
  return value;
}

/// token  with the '/' before it
const Json* SchemaCompiler::child_at(const SchemaPlace& parent, std::string_view token) {
  const Json* value = target_at(parent);
  if (value == nullptr) return nullptr;
  const bool is_plain = token.find('~') == std::string_view::npos;
  if (!is_plain || !value->is_object() || value->size() < kManyMembers)
    return value_below(*value, token);
  auto& members = graph_.members[value];
  if (members.empty()) {
    for (const auto& [name, member] : value->get_ref<const Json::object_t&>())
      members.emplace(name, &member);
  }
  const auto found = members.find(token.substr(1));
  return found == members.end() ? nullptr : found->second;
}

Schema::Node* SchemaCompiler::node_named(const std::string& reference, const SchemaPlace& place) {
  const SchemaPlace target = step(place, reference);
  if (target.document) return node_at(target);
  return &make_anything(place);
}

void SchemaCompiler::fill(const Schema::Node& node, SchemaKeywords& keywords) {
  const Json& schema = *node.source;
  const Dialect dialect = node.resource->dialect;
  const bool may_be_boolean = (mask_of(dialect) & kFromDraft6) != 0;
  if (schema.is_boolean() && may_be_boolean) {
    if (!schema.get<bool>()) keywords.assertions.push_back(nothing_allowed(node.pointer));
    return;
  }
  if (!schema.is_object()) {
    add({Severity::kError,
         "schema.not-an-object",
         std::string("a schema must be an object") + (may_be_boolean ? " or a boolean" : "") +
             ", is " + described(schema),
         {node.document, node.pointer},
         {}});
    return;
  }
  for (const auto& [name, value] : schema.get_ref<const Json::object_t&>()) {
    compile_keyword(node, keywords, name, value);
  }
}

void SchemaCompiler::compile_keyword(const Schema::Node& node, SchemaKeywords& keywords,
                                     const std::string& name, const Json& value) {
  const KeywordRow* row = keyword_row(node.resource->dialect, name);
  if (row == nullptr) return warn_unknown(node, name);
  row->compile(
      {*this, node, keywords, *node.source, value, row->name, pointer_append(node.pointer, name)});
}

void SchemaCompiler::warn_unknown(const Schema::Node& node, const std::string& keyword) {
  if (node.resource->dialect != Dialect::kOpenApi30 || keyword.rfind("x-", 0) == 0) return;
  const auto meant = nearest(keyword, keyword_names(Dialect::kOpenApi30));
  add({Severity::kWarning,
       "schema.unknown-keyword",
       "OpenAPI 3.0 has no schema keyword " + brief(keyword) + "; it has no effect",
       {node.document, pointer_append(node.pointer, keyword)},
       meant.empty() ? "remove it, or let its name begin with 'x-'"
                     : "did you mean " + brief(meant) + "?",
       true});
}

}  // namespace emulator
