#pragma once

#include <string>

#include "emulator/text/document.h"

namespace emulator {

/// A value of a document with its address.
struct Located {
  const Json* value = nullptr;
  std::string pointer;

  explicit operator bool() const { return value != nullptr; }
};

/// The value at a JSON Pointer (RFC 6901); nothing there: a Located without value.
Located node_at(const Document& document, const std::string& pointer);

/// The member of an object; not an object, or no such member: a Located without value.
Located member_of(const Located& node, const std::string& name);

/// Follows `$ref` until a value that is not a reference. A reference that leads nowhere, round in a circle, or out of the
/// document is an error finding at its place, and a Located without value.
/// source  OpenAPI 3.0.4, Reference Object
Located resolve(const Document& document, Located node, Findings& findings);

}  // namespace emulator
