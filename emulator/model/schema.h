#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/located.h"
#include "emulator/model/schema_dialect.h"
#include "emulator/text/json.h"

namespace emulator {

class SchemaSet;

/// One way in which a value breaks its schema.
/// instance  JSON Pointer into the value
/// keyword   JSON Pointer into the schema's document: the keyword that was broken
/// message   "must be integer, is a string", without the value's address
/// document  where `keyword` is; a schema that stands in none: its own JSON, which has no lines
struct SchemaError {
  std::string instance;
  std::string keyword;
  std::string message;
  DocumentPtr document;
};

/// Which way a value travels. What is readOnly is not required in a request, nor what is writeOnly in a response.
enum class Direction { kNone, kRequest, kResponse };

/// A JSON Schema. Looked through for mistakes when it is made; each part is compiled when it is first needed. Cheap to
/// copy, usable from any thread.
/// source  OpenAPI 3.0.4, Schema Object; JSON Schema 2020-12; drafts 4, 6 and 7
class Schema {
 public:
  /// pointer  where in the document the schema stands. `$ref` is followed and may be recursive. A pattern that does
  /// not compile, a `$ref` that leads nowhere or only round in a circle, a keyword of the wrong type: an error finding.
  /// A keyword that OpenAPI 3.0 does not know: a warning "schema.unknown-keyword" ("x-" is free); in the other dialects
  /// it is an annotation.
  /// dialect  for a document that does not say what it is (dialect_of)
  /// Who compiles several schemas of a document takes one SchemaSet for all.
  Schema(const DocumentPtr& document, std::string pointer, Findings& findings,
         Dialect dialect = Dialect::kOpenApi30);

  /// The same of a schema that was looked up, with its document.
  Schema(const Located& schema, Findings& findings);
  /// The same with what `set` knows already.
  Schema(SchemaSet& set, const DocumentPtr& document, const std::string& pointer,
         Findings& findings);

  /// A schema that stands in no file. `$schema` in it goes before `dialect`. With a mistake in it: nullopt, and the
  /// mistakes, each with its place as `keyword`.
  static std::optional<Schema> from_json(const Json& schema, Dialect dialect,
                                         std::vector<SchemaError>& mistakes);

  /// Reported at most; a value made to be wrong in a million places costs no more.
  static constexpr std::size_t kMaxErrors = 1000;

  /// Every violation, in the order of the schema's keywords; valid: empty. A value nested too deep
  /// or too costly to check is one error, at its root.
  std::vector<SchemaError> validate(const Json& value,
                                    Direction direction = Direction::kNone) const;
  /// Where the keyword that was broken is written.
  Place place_of(const SchemaError& error) const { return error.document->place(error.keyword); }
  /// Whether there is none; ends at the first.
  bool allows(const Json& value, Direction direction = Direction::kNone) const;

  /// The `type` the schema demands apart from null, through `$ref` and allOf: "string", "integer", …; none or
  /// several: "".
  std::string_view type() const;
  /// Surely every string is valid; false: one has to look.
  bool allows_any_string() const;
  /// The `type` of an array's items, as type(); not an array: "".
  std::string_view items_type() const;

  /// The `type`s that the schema and its branches name for the part of a value at that JSON Pointer, each once; in an
  /// array any index will do. None is named: empty.
  std::vector<std::string_view> types_at(std::string_view instance_pointer) const;

  /// JSON Pointers (into `value`) of members that the schema does not name anywhere: neither
  /// `properties`, nor additionalProperties as a schema or as a written `true`, through $ref and
  /// all of allOf, oneOf, anyOf. Objects for which the schema names no property at all are not
  /// looked into.
  std::vector<std::string> unknown_members(const Json& value) const;
  /// The property names the schema knows for the object at that pointer of a value: what
  /// unknown_members compared with, in the document's order.
  std::vector<std::string> known_members(std::string_view instance_pointer) const;

  struct Node;
  /// The schemas that speak about the part of a value at that pointer, each behind its reference, the outer ones first.
  std::vector<const Node*> nodes_for(std::string_view instance_pointer) const;
  const Node& root() const { return *root_; }

 private:
  explicit Schema(std::shared_ptr<const Node> root) : root_(std::move(root)) {}

  std::shared_ptr<const Node> root_;
};

}  // namespace emulator
