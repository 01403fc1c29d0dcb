#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/located.h"
#include "emulator/text/json.h"

namespace emulator {

/// One way in which a value breaks its schema.
/// instance  JSON Pointer into the value
/// keyword   JSON Pointer into the schema's document: the keyword that was broken
/// message   "must be integer, is a string", without the value's address
struct SchemaError {
  std::string instance;
  std::string keyword;
  std::string message;
};

/// A JSON Schema of OpenAPI 3.0, compiled. Immutable, cheap to copy, usable from any thread.
/// source  OpenAPI 3.0.4, Schema Object
class Schema {
 public:
  /// pointer  where in the document the schema stands. `$ref` is followed inside the document and
  /// may be recursive. A pattern that does not compile, a `$ref` that leads nowhere or only round
  /// in a circle, a keyword of the wrong type: an error finding. A keyword that OpenAPI 3.0 does
  /// not know: a warning "schema.unknown-keyword" ("x-" is free).
  Schema(const DocumentPtr& document, std::string pointer, Findings& findings);
  /// The same of a schema that was looked up, with its document.
  Schema(const Located& schema, Findings& findings)
      : Schema(schema.document, schema.pointer, findings) {}

  /// Reported at most; a value made to be wrong in a million places costs no more.
  static constexpr std::size_t kMaxErrors = 1000;

  /// Every violation, in the order of the schema's keywords; valid: empty. A value nested too deep
  /// or too costly to check is one error, at its root.
  std::vector<SchemaError> validate(const Json& value) const;

  /// Where the keyword that was broken is written.
  Place place_of(const SchemaError& error) const;

  /// The `type` the schema demands, through `$ref` and allOf: "string", "integer", …; none or
  /// several: "".
  std::string_view type() const;
  /// Surely every string is valid; false: one has to look.
  bool allows_any_string() const;
  /// The `type` of an array's items, as type(); not an array: "".
  std::string_view items_type() const;

  /// JSON Pointers (into `value`) of members that the schema does not name anywhere: neither
  /// `properties`, nor additionalProperties as a schema or as a written `true`, through $ref and
  /// all of allOf, oneOf, anyOf. Objects for which the schema names no property at all are not
  /// looked into.
  std::vector<std::string> unknown_members(const Json& value) const;
  /// The property names the schema knows for the object at that pointer of a value: what
  /// unknown_members compared with, in the document's order.
  std::vector<std::string> known_members(std::string_view instance_pointer) const;

  struct Node;

 private:
  DocumentPtr document_;
  std::shared_ptr<const Node> root_;
};

}  // namespace emulator
