#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/schema_compile.h"

namespace emulator {

/// One keyword of one schema while it is being compiled, or only looked through for mistakes.
/// keywords  what it becomes a part of
/// name      a literal of the keyword's row
/// pointer   the keyword's place
struct KeywordSite {
  SchemaCompiler& compiler;
  const Schema::Node& node;
  SchemaKeywords& keywords;
  const Json& schema;
  const Json& value;
  std::string_view name;
  std::string pointer;

  Dialect dialect() const { return node.resource->dialect; }
  /// Another keyword of the same schema; not there: nullptr.
  const Json* sibling(const char* keyword) const;
  SchemaPlace place() const { return {node.document, pointer}; }

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

  /// Does not compile: reported, at `where` or else at the value.
  std::optional<Regex> regex(const std::string& pattern, const std::string& where = {}) const;

  /// The schema that is the keyword's value, or one of its members or elements. It becomes a part of the node.
  const Schema::Node* subschema() const;
  const Schema::Node* subschema(const std::string& member, const Json& schema_of_member) const;
  const Schema::Node* subschema(std::size_t element) const;
  /// The schemas of an array of schemas; not such an array: reported, and none.
  std::vector<const Schema::Node*> subschemas() const;
  /// The schema under a keyword beside this one; not there: nullptr.
  const Schema::Node* subschema_beside(const char* keyword) const;

  template <class Keyword, class... Arguments>
  void add(Arguments&&... arguments) const {
    if (compiler.is_survey()) return;
    keywords.assertions.push_back(
        std::make_unique<Keyword>(pointer, std::forward<Arguments>(arguments)...));
  }
  /// It is checked when all others have been.
  template <class Keyword, class... Arguments>
  void add_last(Arguments&&... arguments) const {
    if (compiler.is_survey()) return;
    keywords.last_assertions.push_back(
        std::make_unique<Keyword>(pointer, std::forward<Arguments>(arguments)...));
  }

 private:
  const Schema::Node* part(std::string_view keyword, std::string_view member, std::string place,
                           const Json& written) const;
};

/// What the schema `false` demands.
std::unique_ptr<const Assertion> nothing_allowed(const std::string& pointer);

/// A keyword, where it means something, and what it compiles to.
struct KeywordRow {
  std::string_view name;
  DialectMask dialects;
  void (*compile)(const KeywordSite& site);
};

// The rows by the values they speak about.
std::span<const KeywordRow> scalar_keywords();
std::span<const KeywordRow> string_keywords();
std::span<const KeywordRow> array_keywords();
std::span<const KeywordRow> object_keywords();
std::span<const KeywordRow> dependency_keywords();
std::span<const KeywordRow> branch_keywords();
std::span<const KeywordRow> alternative_keywords();
std::span<const KeywordRow> unevaluated_keywords();
std::span<const KeywordRow> annotation_keywords();

/// The row of that name in a dialect; none: nullptr.
const KeywordRow* keyword_row(Dialect dialect, std::string_view name);
/// All names that the dialect knows.
const std::vector<std::string>& keyword_names(Dialect dialect);

}  // namespace emulator
