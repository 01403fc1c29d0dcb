#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "emulator/model/schema_circles.h"
#include "emulator/model/schema_node.h"
#include "emulator/model/schema_resources.h"

namespace emulator {

/// A mistake in a schema, before it is known how it is told.
/// at_key  the place is the keyword's name, not its value
struct SchemaComplaint {
  Severity severity;
  const char* code;
  std::string message;
  SchemaPlace place;
  std::string hint;
  bool at_key = false;
};
using Complain = std::function<void(SchemaComplaint)>;

/// All schemas that are known, and what of them was compiled. What is in it stays where it is.
/// mutex    guards the rest; what a node's keywords() gave does not change, and is read without it
/// by_value  the node of a place; of a reference: of what it leads to
/// targets  what stands where references led, and above it
/// members  of the large objects among these
struct SchemaGraph {
  struct Key {
    const Document* document;
    const Json* value;
    bool operator==(const Key&) const = default;
  };
  struct HashKey {
    std::size_t operator()(const Key& key) const { return std::hash<const Json*>()(key.value); }
  };

  std::mutex mutex;
  SchemaResources resources;
  std::deque<Schema::Node> nodes = {};
  std::unordered_map<Key, Schema::Node*, HashKey> by_value = {};
  std::unordered_map<std::string, const Json*> targets = {};
  std::unordered_map<const Json*, std::unordered_map<std::string_view, const Json*>> members = {};
};

/// Follows `$ref`s and turns schemas into nodes, each place once. For one piece of work, while the graph's mutex is held.
class SchemaCompiler {
 public:
  SchemaCompiler(SchemaGraph& graph, Complain complain)
      : graph_(graph), complain_(std::move(complain)) {}

  /// Looks through the schema at that place and all that it leads to: every mistake is told, every place is known. The
  /// document must be known to the resources. Never null; where an error was found, what could not be read allows any
  /// value.
  const Schema::Node* survey(const SchemaPlace& place);

  /// What a schema says that was looked through.
  std::unique_ptr<SchemaKeywords> keywords_of(const Schema::Node& node);

  /// Nothing is kept of what keywords say.
  bool is_survey() const { return is_survey_; }

  /// The node of the schema at that place.
  Schema::Node* node_at(SchemaPlace place);
  /// The node that a reference means; it leads nowhere: reported, and a node that allows any value.
  /// place  of the reference
  Schema::Node* node_named(const std::string& reference, const SchemaPlace& place);

  void add(SchemaComplaint complaint) { complain_(std::move(complaint)); }

 private:
  Schema::Node& make(const SchemaPlace& place);
  Schema::Node& make_anything(const SchemaPlace& place);
  Schema::Node* find_or_make(const SchemaPlace& place);
  SchemaPlace after_references(SchemaPlace place);
  SchemaPlace step(const SchemaPlace& reference, const std::string& text);
  SchemaPlace lent(SchemaPlace place);
  const Json* target_at(const SchemaPlace& place);
  void enter(SchemaResource& resource);
  void fill(const Schema::Node& node, SchemaKeywords& keywords);
  void compile_keyword(const Schema::Node& node, SchemaKeywords& keywords, const std::string& name,
                       const Json& value);
  void warn_unknown(const Schema::Node& node, const std::string& keyword);
  const Json* child_at(const SchemaPlace& parent, std::string_view token);
  void warn_endless();

  SchemaGraph& graph_;
  const Complain complain_;
  bool is_survey_ = false;
  // Of a survey: those whose turn is to come, and the schemas that apply to the same value as one that was looked through.
  std::deque<Schema::Node*> waiting_;
  SchemaBranches branches_;
};

}  // namespace emulator
