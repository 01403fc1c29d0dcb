#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

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

/// Everything that was compiled. What is in it stays where it is.
struct SchemaGraph {
  SchemaResources resources;
  std::deque<Schema::Node> nodes;
  std::unordered_map<std::string, Schema::Node*> by_place;
};

/// Follows `$ref`s and turns schemas into nodes, each place once. For one compilation.
class SchemaCompiler {
 public:
  SchemaCompiler(SchemaGraph& graph, Complain complain)
      : graph_(graph), complain_(std::move(complain)) {}

  /// The document must be known to the resources. Never null; where an error was found, what could not be read allows
  /// any value.
  const Schema::Node* compile(const SchemaPlace& place);

  /// The node of the schema at that place, which may be filled later.
  Schema::Node* node_at(SchemaPlace place);
  /// The node that a reference means; it leads nowhere: reported, and a node that allows any value.
  /// place  of the reference
  Schema::Node* node_named(const std::string& reference, const SchemaPlace& place);

  void add(SchemaComplaint complaint) { complain_(std::move(complaint)); }

 private:
  Schema::Node* find_or_make(const SchemaPlace& place, bool is_filled);
  SchemaPlace after_references(SchemaPlace place);
  SchemaPlace step(const SchemaPlace& reference, const std::string& text);
  SchemaPlace lent(SchemaPlace place);
  void enter(SchemaResource& resource);
  void fill(Schema::Node& node);
  void compile_keyword(Schema::Node& node, const std::string& name, const Json& value);
  void warn_unknown(const Schema::Node& node, const std::string& keyword);
  void warn_endless(std::size_t first_new);

  SchemaGraph& graph_;
  const Complain complain_;
  std::deque<Schema::Node*> unfilled_;
};

}  // namespace emulator
