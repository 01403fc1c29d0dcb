#include "emulator/model/schema_compile.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "emulator/model/json_words.h"
#include "emulator/model/reference.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

// What to write in place of such a value.
std::string remedy(const Json& value, std::string_view expected) {
  const std::string wanted(expected);
  if (!value.is_string()) {
    return wanted == "a string" && !value.is_structured() && !value.is_null()
               ? "put it in quotes: '" + value.dump() + "'"
               : "write " + wanted;
  }
  const Json meant = Json::parse(value.get_ref<const std::string&>(), nullptr, false);
  const bool quoted_too_much = meant.is_number() || meant.is_boolean();
  return "write " + wanted + (quoted_too_much ? ", without quotes: " + meant.dump() : "");
}

std::vector<KeywordRow> all_rows() {
  std::vector<KeywordRow> rows;
  for (const auto part :
       {scalar_keywords(), container_keywords(), branch_keywords(), annotation_keywords()}) {
    rows.insert(rows.end(), part.begin(), part.end());
  }
  return rows;
}

const std::vector<KeywordRow>& rows() {
  static const std::vector<KeywordRow> all = all_rows();
  return all;
}

const std::vector<std::string>& keyword_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& row : rows()) all.emplace_back(row.name);
    return all;
  }();
  return names;
}

/// The schemas that apply to the same value as the node.
std::vector<const Schema::Node*> branches(const Schema::Node& node) {
  auto all = node.all_of;
  all.insert(all.end(), node.alternatives.begin(), node.alternatives.end());
  if (node.negated != nullptr) all.push_back(node.negated);
  return all;
}

/// Whether a walk over the branches comes back to the node itself.
bool is_endless(const Schema::Node& start) {
  std::vector<const Schema::Node*> seen;
  std::vector<const Schema::Node*> waiting = branches(start);
  while (!waiting.empty()) {
    const Schema::Node* node = waiting.back();
    waiting.pop_back();
    if (node == &start) return true;
    if (std::find(seen.begin(), seen.end(), node) != seen.end()) continue;
    seen.push_back(node);
    const auto further = branches(*node);
    waiting.insert(waiting.end(), further.begin(), further.end());
  }
  return false;
}

}  // namespace

SchemaCompiler::SchemaCompiler(DocumentPtr document, Findings& findings)
    : graph_(std::make_shared<SchemaGraph>()), findings_(findings) {
  graph_->document = std::move(document);
}

std::shared_ptr<const SchemaGraph> SchemaCompiler::compile(const std::string& pointer) {
  graph_->root = node_at(pointer);
  // A queue, not recursion: a chain of references may be as long as the document.
  while (!unfilled_.empty()) {
    Schema::Node* node = unfilled_.front();
    unfilled_.pop_front();
    fill(*node);
  }
  for (auto& node : graph_->nodes) {
    node.is_endless = is_endless(node);
    if (!node.is_endless) continue;
    add(document().finding(
        Severity::kWarning, "schema.endless", "the schema applies itself to the same value",
        node.pointer,
        "keep it out of its own allOf, anyOf, oneOf or not, also over other schemas"));
  }
  return std::move(graph_);
}

Schema::Node* SchemaCompiler::node_at(const std::string& pointer) {
  if (const auto known = nodes_.find(pointer); known != nodes_.end()) return known->second;
  Located schema = emulator::node_at(graph_->document, pointer);
  if (!schema) {
    add(document().finding(Severity::kError, "schema.nowhere",
                           "there is no schema at " + brief(pointer), pointer));
  }
  if (schema) schema = resolve(schema, findings_);
  if (schema && schema.pointer != pointer) {
    Schema::Node* target = node_at(schema.pointer);
    return nodes_[pointer] = target;
  }
  Schema::Node& node = graph_->nodes.emplace_back();
  node.pointer = pointer;
  nodes_[pointer] = &node;
  if (schema) unfilled_.push_back(&node);
  return &node;
}

void SchemaCompiler::fill(Schema::Node& node) {
  const Json& schema = *emulator::node_at(document(), node.pointer).value;
  if (!schema.is_object()) {
    add(document().finding(Severity::kError, "schema.not-an-object",
                           "a schema must be an object, is " + described(schema), node.pointer));
    return;
  }
  for (const auto& [name, value] : schema.items()) compile_keyword(node, schema, name, value);
}

void SchemaCompiler::compile_keyword(Schema::Node& node, const Json& schema,
                                     const std::string& name, const Json& value) {
  const auto row = std::find_if(rows().begin(), rows().end(), [&](const KeywordRow& candidate) {
    return candidate.name == name;
  });
  if (row == rows().end()) return warn_unknown(node, name);
  row->compile({*this, node, schema, value, name, pointer_append(node.pointer, name)});
}

void SchemaCompiler::warn_unknown(const Schema::Node& node, const std::string& keyword) {
  if (keyword.rfind("x-", 0) == 0) return;
  const auto meant = nearest(keyword, keyword_names());
  add(document().finding_at_key(
      Severity::kWarning, "schema.unknown-keyword",
      "OpenAPI 3.0 has no schema keyword " + brief(keyword) + "; it has no effect",
      pointer_append(node.pointer, keyword),
      meant.empty() ? "remove it, or let its name begin with 'x-'"
                    : "did you mean " + brief(meant) + "?"));
}

void KeywordSite::error(const char* code, std::string message, std::string hint) const {
  compiler.add(compiler.document().finding(Severity::kError, code, std::move(message), pointer,
                                           std::move(hint)));
}

void KeywordSite::wrong_type(std::string_view expected, std::string hint) const {
  error("schema.keyword-type",
        "'" + name + "' must be " + std::string(expected) + ", is " + described(value),
        hint.empty() ? remedy(value, expected) : std::move(hint));
}

const std::string* KeywordSite::text() const {
  if (value.is_string()) return &value.get_ref<const std::string&>();
  wrong_type("a string");
  return nullptr;
}

std::optional<bool> KeywordSite::flag() const {
  if (value.is_boolean()) return value.get<bool>();
  wrong_type("true or false");
  return std::nullopt;
}

std::optional<std::size_t> KeywordSite::count() const {
  if (value.is_number_unsigned()) return value.get<std::size_t>();
  const bool is_whole_double = value.is_number_float() && value.get<double>() >= 0 &&
                               value.get<double>() < 1e15 &&
                               value.get<double>() == static_cast<double>(value.get<std::size_t>());
  if (is_whole_double) return value.get<std::size_t>();
  wrong_type("a whole number, 0 or more");
  return std::nullopt;
}

bool KeywordSite::is_number() const {
  if (!value.is_number()) wrong_type("a number");
  return value.is_number();
}

bool KeywordSite::is_array() const {
  if (!value.is_array()) wrong_type("an array");
  return value.is_array();
}

bool KeywordSite::is_object() const {
  if (!value.is_object()) wrong_type("an object");
  return value.is_object();
}

bool KeywordSite::is_array_of_texts() const {
  const bool is_one =
      value.is_array() && std::all_of(value.begin(), value.end(),
                                      [](const Json& element) { return element.is_string(); });
  if (!is_one) wrong_type("an array of strings");
  return is_one;
}

const Schema::Node* KeywordSite::subschema() const { return compiler.node_at(pointer); }

const Schema::Node* KeywordSite::subschema(std::string_view member) const {
  return compiler.node_at(pointer_append(pointer, member));
}

const Schema::Node* KeywordSite::subschema(std::size_t element) const {
  return compiler.node_at(pointer_append(pointer, element));
}

}  // namespace emulator
