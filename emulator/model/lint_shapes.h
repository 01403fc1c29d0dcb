#pragma once

#include <string>
#include <utility>
#include <vector>

#include "emulator/text/document.h"

namespace emulator {

/// A property that a schema documents.
/// path     from the value's root, "*" for an array's elements: {"data", "workflows", "*", "name"}
/// pointer  of the property's own schema in the document
struct SchemaMember {
  std::vector<std::string> path;
  std::string pointer;
};

/// All properties of a schema, through `$ref`, `items` and `allOf`, parents first; a recursive schema once round.
std::vector<SchemaMember> schema_members(const Document& document, const std::string& pointer,
                                         Findings& findings);

/// Whether the value has something at the path in at least one place.
bool shows(const Json& value, const std::vector<std::string>& path);

/// `required` with at least one name, anywhere in the schema.
bool mentions_required(const Document& document, const std::string& pointer, Findings& findings);

/// The member names at any depth below a value, each with the JSON Pointer of its first place (`pointer` is the value's).
std::vector<std::pair<std::string, std::string>> nested_names(const Json& value,
                                                              const std::string& pointer);

}  // namespace emulator
