#include "emulator/model/schema.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/model/schema_compile.h"

namespace emulator {
namespace {

/// Generous for a schema with alternatives in alternatives, and still under a second.
std::size_t budget_for(const Extent& extent) { return 1'000'000 + 100 * extent.values; }

/// The one type that the node, or all of its allOf that have one, demand.
/// depth  bounds a schema that contains itself
std::string_view type_of(const Schema::Node& node, int depth = 0) {
  if (!node.type.empty() || depth > 16) return node.type;
  std::string_view only;
  for (const auto* part : node.all_of) {
    const auto type = type_of(*part, depth + 1);
    if (type.empty() || type == only) continue;
    if (!only.empty()) return "";
    only = type;
  }
  return only;
}

const Schema::Node* items_of(const Schema::Node& node, int depth = 0) {
  if (node.items != nullptr || depth > 16) return node.items;
  for (const auto* part : node.all_of) {
    if (const auto* items = items_of(*part, depth + 1)) return items;
  }
  return nullptr;
}

}  // namespace

Schema::Schema(const DocumentPtr& document, std::string pointer, Findings& findings)
    : document_(document) {
  const auto graph = SchemaCompiler(document, findings).compile(pointer);
  root_ = std::shared_ptr<const Node>(graph, graph->root);
}

std::vector<SchemaError> Schema::validate(const Json& value) const {
  std::vector<SchemaError> errors;
  const Extent extent = measure(value, kMaxValueNesting);
  if (extent.too_deep) {
    errors.push_back(
        {"", root_->pointer,
         "must be nested at most " + std::to_string(kMaxValueNesting) + " levels deep"});
    return errors;
  }
  std::size_t budget = budget_for(extent);
  Evaluation run(&errors, budget);
  root_->check(value, Path(), run);
  if (run.is_spent()) {
    errors.assign(1, {"", root_->pointer, "takes more steps to check than are allowed"});
  }
  return errors;
}

std::string_view Schema::type() const { return type_of(*root_); }

Place Schema::place_of(const SchemaError& error) const { return document_->place(error.keyword); }

// The one assertion is the type's own.
bool Schema::allows_any_string() const {
  return root_->type == "string" && root_->assertions.size() == 1;
}

std::string_view Schema::items_type() const {
  const Node* items = items_of(*root_);
  return items == nullptr ? std::string_view() : type_of(*items);
}

}  // namespace emulator
