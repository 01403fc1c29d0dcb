#include "emulator/model/schema_resources.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/located.h"
#include "emulator/model/schema_metaschemas.h"
#include "emulator/model/target.h"
#include "emulator/model/uri_reference.h"

namespace emulator {
namespace {

/// Readers allow less; a value that was put together may not.
constexpr std::size_t kMaxSchemaNesting = 512;

enum class Holds { kSchema, kList, kMembers };
struct Subschemas {
  std::string_view keyword;
  Holds holds;
};
// Of all dialects. `items` and `dependencies` may hold several things: what is no schema is passed over.
constexpr Subschemas kSubschemas[] = {
    {"additionalItems", Holds::kSchema},
    {"additionalProperties", Holds::kSchema},
    {"contains", Holds::kSchema},
    {"contentSchema", Holds::kSchema},
    {"else", Holds::kSchema},
    {"if", Holds::kSchema},
    {"items", Holds::kSchema},
    {"not", Holds::kSchema},
    {"propertyNames", Holds::kSchema},
    {"then", Holds::kSchema},
    {"unevaluatedItems", Holds::kSchema},
    {"unevaluatedProperties", Holds::kSchema},
    {"allOf", Holds::kList},
    {"anyOf", Holds::kList},
    {"items", Holds::kList},
    {"oneOf", Holds::kList},
    {"prefixItems", Holds::kList},
    {"$defs", Holds::kMembers},
    {"definitions", Holds::kMembers},
    {"dependencies", Holds::kMembers},
    {"dependentSchemas", Holds::kMembers},
    {"patternProperties", Holds::kMembers},
    {"properties", Holds::kMembers},
};

const std::string* text_at(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? &member->get_ref<const std::string&>()
                                                       : nullptr;
}

bool holds_values(std::string_view name) {
  return name == "example" || name == "examples" || name == "default" || name == "enum" ||
         name == "const" || name.substr(0, 2) == "x-";
}

bool is_inside(std::string_view pointer, std::string_view root) {
  return pointer.size() >= root.size() && pointer.substr(0, root.size()) == root &&
         (pointer.size() == root.size() || pointer[root.size()] == '/');
}

}  // namespace

/// Looks through a document for schemas with names.
class ResourceWalk {
 public:
  ResourceWalk(SchemaResources& all, DocumentPtr document)
      : all_(all), document_(std::move(document)) {}

  /// Through what is not a schema, to the schemas in it.
  void through_description(const Json& node, const std::string& pointer, SchemaResource& resource,
                           std::size_t depth = 0) {
    if (depth > kMaxSchemaNesting || !node.is_structured()) return;
    if (node.is_array()) {
      for (std::size_t i = 0; i < node.size(); ++i) {
        through_description(node[i], pointer_append(pointer, i), resource, depth + 1);
      }
      return;
    }
    for (const auto& [name, value] : node.get_ref<const Json::object_t&>()) {
      if (holds_values(name) || !value.is_structured()) continue;
      const std::string below = pointer_append(pointer, name);
      if (name == "schema") {
        through_schema(value, below, resource, depth + 1);
      } else if (name == "schemas" && pointer == "/components") {
        through_members(value, below, resource, depth + 1);
      } else {
        through_description(value, below, resource, depth + 1);
      }
    }
  }

  void through_schema(const Json& schema, const std::string& pointer, SchemaResource& outer,
                      std::size_t depth = 0) {
    if (depth > kMaxSchemaNesting || !schema.is_object()) return;
    SchemaResource& resource = named_by(schema, pointer, outer);
    add_anchors(schema, pointer, resource);
    for (const auto& [keyword, holds] : kSubschemas) {
      const auto value = schema.find(keyword);
      if (value == schema.end()) continue;
      const std::string below = pointer_append(pointer, keyword);
      if (holds == Holds::kSchema) through_schema(*value, below, resource, depth + 1);
      if (holds == Holds::kMembers) through_members(*value, below, resource, depth + 1);
      if (holds == Holds::kList && value->is_array()) {
        for (std::size_t i = 0; i < value->size(); ++i) {
          through_schema((*value)[i], pointer_append(below, i), resource, depth + 1);
        }
      }
    }
  }

 private:
  void through_members(const Json& members, const std::string& pointer, SchemaResource& resource,
                       std::size_t depth) {
    if (!members.is_object()) return;
    for (const auto& [name, member] : members.get_ref<const Json::object_t&>()) {
      through_schema(member, pointer_append(pointer, name), resource, depth);
    }
  }

  /// The resource that the schema begins, or the one it is in.
  SchemaResource& named_by(const Json& schema, const std::string& pointer, SchemaResource& outer) {
    const Dialect dialect = declared_dialect(schema, pointer, outer.dialect);
    const bool replaces = !is_from_2019(dialect) && text_at(schema, "$ref") != nullptr;
    const std::string* id = text_at(schema, dialect == Dialect::kDraft4 ? "id" : "$id");
    if (id == nullptr || replaces) {
      return with_dialect(dialect, pointer, outer);
    }
    const auto [uri, fragment] = split_fragment(*id);
    if (!fragment.empty() && uri.empty()) {
      if (!is_from_2019(dialect)) owner_of(outer).anchors.emplace(fragment, pointer);
      return with_dialect(dialect, pointer, outer);
    }
    const std::string full = resolve_uri(outer.uri, uri);
    if (pointer != outer.pointer) return all_.start(document_, pointer, full, dialect);
    outer.dialect = dialect;
    outer.uri = full;
    all_.by_uri_.emplace(full, &outer);
    return outer;
  }

  /// What names another dialect is read by it, `#` means what it means around.
  SchemaResource& with_dialect(Dialect dialect, const std::string& pointer, SchemaResource& outer) {
    if (pointer == outer.pointer) outer.dialect = dialect;
    if (dialect == outer.dialect) return outer;
    SchemaResource& inner = all_.start(document_, pointer, "", dialect);
    inner.around = &owner_of(outer);
    inner.uri = outer.uri;
    return inner;
  }

  static SchemaResource& owner_of(SchemaResource& resource) {
    return resource.around == nullptr ? resource : *resource.around;
  }

  Dialect declared_dialect(const Json& schema, const std::string& pointer, Dialect outer) {
    const std::string* name = text_at(schema, "$schema");
    if (name == nullptr) return outer;
    const auto dialect = dialect_named(*name);
    if (!dialect) all_.unknown_dialects_.push_back({document_, pointer_append(pointer, "$schema")});
    return dialect.value_or(outer);
  }

  static void add_anchors(const Json& schema, const std::string& pointer,
                          SchemaResource& resource) {
    if (!is_from_2019(resource.dialect)) return;
    SchemaResource& owner = owner_of(resource);
    if (const auto* name = text_at(schema, "$anchor")) owner.anchors.emplace(*name, pointer);
    if (resource.dialect == Dialect::k201909) return add_recursive_anchor(schema, pointer, owner);
    if (const auto* name = text_at(schema, "$dynamicAnchor")) {
      owner.anchors.emplace(*name, pointer);
      owner.dynamic_anchors.emplace(*name, pointer);
    }
  }

  // Of a resource as a whole, so that it needs no name.
  static void add_recursive_anchor(const Json& schema, const std::string& pointer,
                                   SchemaResource& resource) {
    const auto flag = schema.find("$recursiveAnchor");
    if (flag != schema.end() && *flag == true && pointer == resource.pointer)
      resource.dynamic_anchors.emplace("", pointer);
  }

  SchemaResources& all_;
  const DocumentPtr document_;
};

SchemaResources::SchemaResources(FindDocument find, Dialect dialect)
    : find_(std::move(find)), dialect_(dialect) {}

SchemaResource& SchemaResources::start(const DocumentPtr& document, std::string pointer,
                                       std::string uri, Dialect dialect) {
  auto& resource = resources_.emplace_back();
  resource.document = document;
  resource.pointer = std::move(pointer);
  resource.uri = std::move(uri);
  resource.dialect = dialect;
  by_document_[document.get()].push_back(&resource);
  if (!resource.uri.empty()) by_uri_.emplace(resource.uri, &resource);
  return resource;
}

void SchemaResources::add(const DocumentPtr& document, Dialect otherwise, std::string uri) {
  if (by_document_.count(document.get()) > 0) return;
  const Json& root = document->root();
  const Dialect dialect = dialect_of(root, otherwise);
  SchemaResource& whole = start(document, "", std::move(uri), dialect);
  if (dialect == Dialect::kOpenApi30) return;  // it has no `$id`
  ResourceWalk walk(*this, document);
  if (root.is_object() && (root.contains("openapi") || root.contains("components"))) {
    walk.through_description(root, "", whole);
  } else {
    walk.through_schema(root, "", whole);
  }
}

SchemaResource& SchemaResources::at(const Document& document, std::string_view pointer) {
  const auto& all = by_document_.at(&document);
  SchemaResource* innermost = all.front();
  for (auto* resource : all) {
    if (resource->pointer.size() > innermost->pointer.size() &&
        is_inside(pointer, resource->pointer)) {
      innermost = resource;
    }
  }
  return *innermost;
}

SchemaResource* SchemaResources::named(const std::string& uri) {
  const auto known = by_uri_.find(uri);
  return known == by_uri_.end() ? nullptr : known->second;
}

SchemaResource* SchemaResources::find_elsewhere(const SchemaResource& from, const std::string& uri,
                                                const std::string& written) {
  DocumentPtr document = find_ ? find_(*from.document, uri) : nullptr;
  if (!document && find_ && written != uri) document = find_(*from.document, written);
  if (!document) document = metaschema(uri);
  if (!document) return nullptr;
  // A schema without an `$id` goes by the URI that it was found under; one beside files by its file.
  const bool is_base = !from.uri.empty() || uri.find("://") != std::string::npos;
  add(document, from.dialect, is_base ? uri : "");
  SchemaResource* root = by_document_[document.get()].front();
  if (is_base) by_uri_.emplace(uri, root);
  return root;
}

SchemaPlace SchemaResources::resolve(const SchemaResource& from, const std::string& reference) {
  const auto parts = split_fragment(reference);
  const std::string fragment = percent_decode(parts.fragment).value_or(std::string(parts.fragment));
  SchemaResource* resource = nullptr;
  const SchemaResource* target = from.around == nullptr ? &from : from.around;
  if (!parts.without_fragment.empty()) {
    const std::string written(parts.without_fragment);
    const std::string uri = resolve_uri(from.uri, written);
    resource = uri == from.uri ? nullptr : named(uri);
    if (resource == nullptr && uri != from.uri) {
      resource = find_elsewhere(from, uri, written);
      if (resource == nullptr) return {};
    }
    if (resource != nullptr) target = resource;
  }
  if (fragment.empty() || fragment.front() == '/') {
    return {target->document, target->pointer + fragment};
  }
  const auto anchor = target->anchors.find(fragment);
  if (anchor != target->anchors.end()) return {target->document, anchor->second};
  return {target->document, "#" + fragment};  // a pointer that leads nowhere
}

}  // namespace emulator
