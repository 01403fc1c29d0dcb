#pragma once

#include <string>
#include <utility>
#include <vector>

#include "emulator/model/located.h"

namespace emulator {

/// A property that a schema documents.
/// path  from the value's root, "*" for an array's elements: {"data", "workflows", "*", "name"}
/// node  the property's own schema, behind any `$ref`
struct SchemaMember {
  std::vector<std::string> path;
  Located node;
};

/// All properties of a schema, through `$ref`, `items` and `allOf`, parents first; a recursive schema once round.
std::vector<SchemaMember> schema_members(const Located& schema, Findings& findings);

/// Whether the value has something at the path in at least one place.
bool shows(const Json& value, const std::vector<std::string>& path);

/// `required` with at least one name, anywhere in the schema.
bool mentions_required(const Located& schema, Findings& findings);

/// The member names at any depth below a value, each with the JSON Pointer of its first place (`pointer` is the value's).
std::vector<std::pair<std::string, std::string>> nested_names(const Json& value,
                                                              const std::string& pointer);

}  // namespace emulator
