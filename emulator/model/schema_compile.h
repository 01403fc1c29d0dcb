#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "emulator/model/schema_node.h"

namespace emulator {

/// The nodes of one compiled schema; they point at each other and into the document.
struct SchemaGraph {
  DocumentPtr document;
  std::deque<Schema::Node> nodes;
  const Schema::Node* root = nullptr;
};

/// Follows `$ref`s and turns schemas into nodes, each place of the document once.
class SchemaCompiler {
 public:
  SchemaCompiler(DocumentPtr document, Findings& findings);

  /// May be called once. Never null; where an error was found, what could not be read allows any
  /// value.
  std::shared_ptr<const SchemaGraph> compile(const std::string& pointer);

  /// The node of the schema at that place, which may be filled later.
  Schema::Node* node_at(const std::string& pointer);

  const Document& document() const { return *graph_->document; }
  void add(Finding finding) { findings_.add(std::move(finding)); }

 private:
  void fill(Schema::Node& node);
  void compile_keyword(Schema::Node& node, const Json& schema, const std::string& name,
                       const Json& value);
  void warn_unknown(const Schema::Node& node, const std::string& keyword);

  std::shared_ptr<SchemaGraph> graph_;
  Findings& findings_;
  std::unordered_map<std::string, Schema::Node*> nodes_;
  std::deque<Schema::Node*> unfilled_;
};

/// One keyword of one schema while it is being compiled.
/// pointer  the keyword's place
struct KeywordSite {
  SchemaCompiler& compiler;
  Schema::Node& node;
  const Json& schema;
  const Json& value;
  std::string name;
  std::string pointer;

  /// An error at the keyword's value.
  void error(const char* code, std::string message, std::string hint = {}) const;
  /// An error "schema.keyword-type": "'maxLength' must be <expected>, is the string 'x'".
  void wrong_type(std::string_view expected, std::string hint = {}) const;

  // The keyword's value, if it is of the kind asked for; if not, the error is reported.
  const std::string* text() const;
  std::optional<bool> flag() const;
  std::optional<std::size_t> count() const;
  bool is_number() const;
  bool is_array() const;
  bool is_object() const;
  /// Every element a string.
  bool is_array_of_texts() const;

  /// The schema that is the keyword's value, or one of its members or elements.
  const Schema::Node* subschema() const;
  const Schema::Node* subschema(std::string_view member) const;
  const Schema::Node* subschema(std::size_t element) const;

  template <class Keyword, class... Arguments>
  void add(Arguments&&... arguments) const {
    node.assertions.push_back(
        std::make_unique<Keyword>(pointer, std::forward<Arguments>(arguments)...));
  }
};

/// A keyword of the dialect and what it compiles to.
struct KeywordRow {
  std::string_view name;
  void (*compile)(const KeywordSite& site);
};

// The rows of OpenAPI 3.0, by the values they speak about.
std::span<const KeywordRow> scalar_keywords();
std::span<const KeywordRow> container_keywords();
std::span<const KeywordRow> branch_keywords();
std::span<const KeywordRow> annotation_keywords();

}  // namespace emulator
