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
#include "emulator/text/quote.h"

namespace emulator {
namespace {

std::string key_of(const SchemaPlace& place) {
  const auto address = reinterpret_cast<std::uintptr_t>(place.document.get());
  return std::to_string(address) + place.pointer;
}

const Json* value_at(const SchemaPlace& place) {
  return node_at(*place.document, place.pointer).value;
}

/// The schemas that apply to the same value as the node.
std::vector<const Schema::Node*> branches(const Schema::Node& node) {
  auto all = node.all_of;
  all.insert(all.end(), node.alternatives.begin(), node.alternatives.end());
  all.insert(all.end(), node.other_branches.begin(), node.other_branches.end());
  return all;
}

/// Whether a walk over the branches comes back to the node itself.
bool is_endless(const Schema::Node& start) {
  std::set<const Schema::Node*> seen;
  std::vector<const Schema::Node*> waiting = branches(start);
  while (!waiting.empty()) {
    const Schema::Node* node = waiting.back();
    waiting.pop_back();
    if (node == &start) return true;
    if (!seen.insert(node).second) continue;
    const auto further = branches(*node);
    waiting.insert(waiting.end(), further.begin(), further.end());
  }
  return false;
}

/// The reference, if it is all that counts of the schema: in OpenAPI 3.0 and the drafts its siblings do not.
const std::string* sole_reference(const Json& schema, Dialect dialect) {
  if (!schema.is_object()) return nullptr;
  if (is_from_2019(dialect) && schema.size() > 1) return nullptr;
  const auto reference = schema.find("$ref");
  if (reference == schema.end() || !reference->is_string()) return nullptr;
  return &reference->get_ref<const std::string&>();
}

}  // namespace

const Schema::Node* SchemaCompiler::compile(const SchemaPlace& place) {
  const std::size_t first_new = graph_.nodes.size();
  Schema::Node* root = node_at(place);
  // A queue, not recursion: a chain of references may be as long as the document.
  while (!unfilled_.empty()) {
    Schema::Node* node = unfilled_.front();
    unfilled_.pop_front();
    fill(*node);
  }
  warn_endless(first_new);
  return root;
}

void SchemaCompiler::warn_endless(std::size_t first_new) {
  for (std::size_t i = first_new; i < graph_.nodes.size(); ++i) {
    const Schema::Node& node = graph_.nodes[i];
    if (!is_endless(node)) continue;
    add({Severity::kWarning,
         "schema.endless",
         "the schema applies itself to the same value",
         {node.document, node.pointer},
         "keep it out of its own allOf, anyOf, oneOf or not, also over other schemas"});
  }
}

Schema::Node* SchemaCompiler::node_at(SchemaPlace place) {
  if (const auto known = graph_.by_place.find(key_of(place)); known != graph_.by_place.end()) {
    return known->second;
  }
  const SchemaPlace target = after_references(place);
  // A reference whose end was not found stays empty: it allows any value.
  Schema::Node* node = target.document ? find_or_make(target, true) : find_or_make(place, false);
  graph_.by_place[key_of(place)] = node;
  return node;
}

Schema::Node* SchemaCompiler::find_or_make(const SchemaPlace& place, bool is_filled) {
  auto& known = graph_.by_place[key_of(place)];
  if (known != nullptr) return known;
  Schema::Node& node = graph_.nodes.emplace_back();
  known = &node;
  node.document = place.document;
  node.pointer = place.pointer;
  SchemaResource& resource = graph_.resources.at(*place.document, place.pointer);
  node.resource = &resource;
  node.source = value_at(place);
  if (is_filled) unfilled_.push_back(&node);
  enter(resource);
  return &node;
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
  std::set<std::string> seen;
  while (true) {
    const Json* schema = value_at(place);
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
    if (!seen.insert(key_of(place)).second) {
      add({Severity::kError, "reference.circle",
           "the reference " + in_quotes(*text) + " leads back to itself", reference,
           "point one of the references to a value"});
      return {};
    }
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
  if (target.document == reference.document && value_at(target) == nullptr) target = lent(target);
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
  } else if (value_at(target) == nullptr) {
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
  return {found.document, found.pointer};
}

Schema::Node* SchemaCompiler::node_named(const std::string& reference, const SchemaPlace& place) {
  const SchemaPlace target = step(place, reference);
  if (target.document) return node_at(target);
  Schema::Node& anything = graph_.nodes.emplace_back();
  anything.document = place.document;
  anything.pointer = place.pointer;
  anything.resource = &graph_.resources.at(*place.document, place.pointer);
  return &anything;
}

void SchemaCompiler::fill(Schema::Node& node) {
  const Json& schema = *node.source;
  const Dialect dialect = node.resource->dialect;
  const bool may_be_boolean = (mask_of(dialect) & kFromDraft6) != 0;
  if (schema.is_boolean() && may_be_boolean) {
    if (!schema.get<bool>()) node.assertions.push_back(nothing_allowed(node.pointer));
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
    compile_keyword(node, name, value);
  }
}

void SchemaCompiler::compile_keyword(Schema::Node& node, const std::string& name,
                                     const Json& value) {
  const KeywordRow* row = keyword_row(node.resource->dialect, name);
  if (row == nullptr) return warn_unknown(node, name);
  row->compile({*this, node, *node.source, value, row->name, pointer_append(node.pointer, name)});
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
