#pragma once

#include <map>
#include <string>

#include "emulator/model/located.h"

namespace emulator {

/// A schema as it is compared: its keywords, behind any `$ref`.
/// node    that has them
/// target  what a `$ref` with siblings that count leads to; the keywords are then the siblings
struct SpreadSchema {
  std::map<std::string, Located> keywords;
  Located node;
  Located target;
};

/// keeps_reference  a `$ref` is not followed, but is the target. One that is no JSON Pointer is a keyword like others.
SpreadSchema spread_schema(const Located& schema, bool keeps_reference);

/// What a `$ref` leads to, if it is a JSON Pointer; else the schema itself.
Located behind_reference(const Located& schema);

/// Whether it has a `$ref`, and beside it what says something about values and counts in its dialect.
bool has_reference_with_siblings(const Located& schema);

/// A keyword that holds schemas.
/// shape       a schema; a member for each; branches in any order; or an element for each, in their order
/// one         of its branches has to hold, not all
/// is_demand   each adds to what is demanded; else it may allow more or less
/// is_judged   what is stricter in it is stricter for the whole
struct SchemaContainer {
  enum class Shape { kSchema, kNamed, kBranches, kSequence };
  const char* name;
  Shape shape;
  bool one = false;
  bool is_demand = true;
  bool is_judged = true;
};

/// Not one of them: nullptr.
const SchemaContainer* schema_container(const std::string& keyword);

/// Whether that schema, or none, lets every value pass; whether it lets none.
bool allows_everything(const Located& schema);
bool allows_nothing(const Located& schema);

}  // namespace emulator
