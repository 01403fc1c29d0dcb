#pragma once

#include <string>

#include "emulator/text/document.h"

namespace emulator {

/// A value of a document with its address. Whoever only walks a value may leave the document out; what follows
/// references or asks for places needs it.
struct Located {
  const Json* value = nullptr;
  std::string pointer;
  DocumentPtr document = {};

  explicit operator bool() const { return value != nullptr; }

  /// Where the value begins, and where its key is written. As Document::place and key_place.
  Place place() const { return document->place(pointer); }
  Place key_place() const { return document->key_place(pointer); }

  /// A finding there, with the excerpt.
  Finding finding(Severity severity, std::string code, std::string message,
                  std::string hint = {}) const;
  Finding finding_at_key(Severity severity, std::string code, std::string message,
                         std::string hint = {}) const;
};

/// The whole document.
Located root_of(const DocumentPtr& document);

/// The value at a JSON Pointer (RFC 6901); nothing there: a Located without value.
Located node_at(const Document& document, const std::string& pointer);
Located node_at(const DocumentPtr& document, const std::string& pointer);

/// What a JSON Pointer names that begins at that value; nothing there: a Located without value.
Located below(const Located& node, const std::string& pointer);

/// The member of an object; not an object, or no such member: a Located without value.
Located member_of(const Located& node, const std::string& name);

/// The element of an array, which has it.
Located element_of(const Located& node, std::size_t index);

// A member's value, if it is there and of that type; else what comes without it.
std::string text_of(const Located& node, const std::string& name);
bool bool_of(const Located& node, const std::string& name, bool otherwise = false);

}  // namespace emulator
