#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulator/model/schema_evaluation.h"
#include "emulator/text/regex.h"

namespace emulator {

struct SchemaGraph;
struct SchemaResource;

/// What one keyword demands.
class Assertion {
 public:
  /// keyword  JSON Pointer to it in the schema's document
  explicit Assertion(std::string keyword) : keyword_(std::move(keyword)) {}
  Assertion(const Assertion&) = delete;
  Assertion& operator=(const Assertion&) = delete;
  virtual ~Assertion() = default;

  /// Whether the value satisfies it; a value of a type that the keyword does not speak about does.
  virtual bool check(const Json& value, const Path& path, Evaluation& run) const = 0;

 protected:
  const std::string& keyword() const { return keyword_; }

 private:
  std::string keyword_;
};

/// The types that a value may have, one bit each.
enum TypeBit : std::uint8_t {
  kNullBit = 1,
  kBooleanBit = 2,
  kIntegerBit = 4,
  kNumberBit = 8,
  kStringBit = 16,
  kArrayBit = 32,
  kObjectBit = 64,
};

/// "string", "null", …: what `type` calls them.
std::vector<std::string_view> type_words(std::uint8_t types);

/// A schema inside a schema.
/// name  of the member of `properties` and the like; points into the document
struct SchemaPart {
  std::string_view keyword;
  std::string_view name;
  const Schema::Node* node;
};

/// What a schema says, compiled.
/// types       TypeBits that `type` names; 0 if any
/// assertions  in the order of the schema's keywords, `unevaluated…` last
/// tracks_evaluated  it asks which members and items other keywords have looked at
struct SchemaKeywords {
  std::uint8_t types = 0;
  bool is_nullable = false;
  bool is_read_only = false;
  bool is_write_only = false;
  bool tracks_evaluated = false;
  std::vector<std::unique_ptr<const Assertion>> assertions;
  std::vector<std::unique_ptr<const Assertion>> last_assertions;

  // What the schema says about the parts of a value, for questions other than validity.
  std::vector<SchemaPart> parts;                 // all, in the order of the keywords
  std::vector<std::string_view> property_names;  // as written; they point into the document
  std::unordered_map<std::string_view, const Schema::Node*> properties;
  std::vector<std::pair<Regex, const Schema::Node*>> pattern_properties;
  const Schema::Node* additional_properties = nullptr;  // its schema; a boolean: nullptr
  bool allows_additional = false;                       // additionalProperties: true is written out
  const Schema::Node* items = nullptr;
  std::vector<const Schema::Node*> prefix_items;
  std::vector<const Schema::Node*> all_of;  // also `$ref` with siblings
  std::vector<const Schema::Node*>
      alternatives;  // anyOf, oneOf, then, else, dependentSchemas, what a discriminator names
  std::vector<const Schema::Node*>
      other_branches;  // not, if: applied to the same value, they say nothing about its parts

  /// The first schema under that keyword; none: nullptr.
  const Schema::Node* part(std::string_view keyword) const;

  bool check(const Json& value, const Path& path, Evaluation& run) const;
};

/// A schema at its place. Of a large document most are never asked for what they say: it is compiled then. Any thread.
/// document, pointer  where it stands
/// source  as it is written; it leads nowhere: nullptr
/// graph   what it belongs to, whose mutex guards compiling
struct Schema::Node {
  DocumentPtr document;
  std::string pointer;
  const Json* source = nullptr;
  const SchemaResource* resource = nullptr;
  SchemaGraph* graph = nullptr;

  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  ~Node();

  const SchemaKeywords& keywords() const {
    const SchemaKeywords* made = keywords_.load(std::memory_order_acquire);
    return made != nullptr ? *made : compiled();
  }

  /// It says nothing, and is not compiled. Before another thread knows it.
  void allow_anything();

  bool check(const Json& value, const Path& path, Evaluation& run) const;

 private:
  const SchemaKeywords& compiled() const;
  bool apply(const Json& value, const Path& path, Evaluation& run) const;

  // Its own; set once.
  mutable std::atomic<const SchemaKeywords*> keywords_ = nullptr;
};

}  // namespace emulator
