#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/model/schema_set.h"

namespace emulator {

/// A place in a document.
/// value  what stands there; nullptr: nobody has looked yet
struct SchemaPlace {
  DocumentPtr document;
  std::string pointer;
  const Json* value = nullptr;
};

/// A part of a document with a base URI and names of its own: the document itself, or a schema with `$id`. Also a schema
/// that only names another dialect than those around it; the names and the base are then those of `around`.
/// around   whose names count in it; its own: nullptr
/// pointer  of its root
/// uri      its base, without a fragment; "" if nothing names one
/// anchors  name → pointer: `$anchor`, `$dynamicAnchor`, and in the drafts `$id: "#name"`
/// dynamic_anchors  name → pointer: `$dynamicAnchor`
/// dynamic_nodes    the same compiled; complete once a schema of this resource is compiled
struct SchemaResource {
  SchemaResource* around = nullptr;
  DocumentPtr document;
  std::string pointer;
  std::string uri;
  Dialect dialect = Dialect::kOpenApi30;
  std::map<std::string, std::string, std::less<>> anchors;
  std::map<std::string, std::string, std::less<>> dynamic_anchors;
  std::map<std::string, const Schema::Node*, std::less<>> dynamic_nodes;
  bool is_compiled = false;
};

/// Knows which resources there are and where references lead. Not thread-safe. Resources never move.
class SchemaResources {
 public:
  SchemaResources(FindDocument find, Dialect dialect);

  /// Makes the document's resources known; a second time it does nothing.
  /// uri  what it was found under, if that is its base
  void add(const DocumentPtr& document, Dialect otherwise, std::string uri = {});
  void add(const DocumentPtr& document) { add(document, dialect_); }

  /// The resource that the place belongs to. The document must be known.
  SchemaResource& at(const Document& document, std::string_view pointer);

  /// Where a reference leads that is written in that resource. `document` empty: there is no such document.
  SchemaPlace resolve(const SchemaResource& from, const std::string& reference);

  /// `$schema`s and the like that nobody knows: their places.
  const std::vector<SchemaPlace>& unknown_dialects() const { return unknown_dialects_; }

 private:
  friend class ResourceWalk;
  SchemaResource& start(const DocumentPtr& document, std::string pointer, std::string uri,
                        Dialect dialect);
  SchemaResource* named(const std::string& uri);
  SchemaResource* find_elsewhere(const SchemaResource& from, const std::string& uri,
                                 const std::string& written);

  const FindDocument find_;
  const Dialect dialect_;
  std::deque<SchemaResource> resources_;
  // The root of the document first, then those inside.
  std::map<const Document*, std::vector<SchemaResource*>> by_document_;
  std::map<std::string, SchemaResource*, std::less<>> by_uri_;
  std::vector<SchemaPlace> unknown_dialects_;
};

}  // namespace emulator
