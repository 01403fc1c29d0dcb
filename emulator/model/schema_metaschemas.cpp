#include "emulator/model/schema_metaschemas.h"

#include <map>
#include <string>

namespace emulator {
namespace {

// What may stand in a schema, keyword by keyword; the official texts say the same at greater length.
constexpr const char* kDraft4 = R"({
"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://json-schema.org/draft-04/schema#",
"definitions": {
  "count": {"type": "integer", "minimum": 0},
  "texts": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": true},
  "schemas": {"type": "array", "items": {"$ref": "#"}, "minItems": 1},
  "members": {"type": "object", "additionalProperties": {"$ref": "#"}},
  "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
},
"type": "object",
"properties": {
  "id": {"type": "string"}, "$schema": {"type": "string"}, "title": {"type": "string"},
  "description": {"type": "string"}, "format": {"type": "string"}, "default": {},
  "multipleOf": {"type": "number", "minimum": 0, "exclusiveMinimum": true},
  "maximum": {"type": "number"}, "exclusiveMaximum": {"type": "boolean"},
  "minimum": {"type": "number"}, "exclusiveMinimum": {"type": "boolean"},
  "maxLength": {"$ref": "#/definitions/count"}, "minLength": {"$ref": "#/definitions/count"},
  "pattern": {"type": "string", "format": "regex"},
  "additionalItems": {"anyOf": [{"type": "boolean"}, {"$ref": "#"}]},
  "items": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/schemas"}]},
  "maxItems": {"$ref": "#/definitions/count"}, "minItems": {"$ref": "#/definitions/count"},
  "uniqueItems": {"type": "boolean"},
  "maxProperties": {"$ref": "#/definitions/count"}, "minProperties": {"$ref": "#/definitions/count"},
  "required": {"$ref": "#/definitions/texts"},
  "additionalProperties": {"anyOf": [{"type": "boolean"}, {"$ref": "#"}]},
  "definitions": {"$ref": "#/definitions/members"}, "properties": {"$ref": "#/definitions/members"},
  "patternProperties": {"$ref": "#/definitions/members"},
  "dependencies": {"type": "object",
    "additionalProperties": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/texts"}]}},
  "enum": {"type": "array", "minItems": 1, "uniqueItems": true},
  "type": {"anyOf": [{"$ref": "#/definitions/type"},
    {"type": "array", "items": {"$ref": "#/definitions/type"}, "minItems": 1, "uniqueItems": true}]},
  "allOf": {"$ref": "#/definitions/schemas"}, "anyOf": {"$ref": "#/definitions/schemas"},
  "oneOf": {"$ref": "#/definitions/schemas"}, "not": {"$ref": "#"}
},
"dependencies": {"exclusiveMaximum": ["maximum"], "exclusiveMinimum": ["minimum"]}
})";

// Drafts 6 and 7 differ in a few members.
constexpr const char* kDraft6And7 = R"(
"definitions": {
  "count": {"type": "integer", "minimum": 0},
  "texts": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
  "schemas": {"type": "array", "items": {"$ref": "#"}, "minItems": 1},
  "members": {"type": "object", "additionalProperties": {"$ref": "#"}},
  "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
},
"type": ["object", "boolean"],
"properties": {
  "$id": {"type": "string", "format": "uri-reference"}, "$schema": {"type": "string", "format": "uri"},
  "$ref": {"type": "string", "format": "uri-reference"}, "title": {"type": "string"},
  "description": {"type": "string"}, "format": {"type": "string"},
  "multipleOf": {"type": "number", "exclusiveMinimum": 0},
  "maximum": {"type": "number"}, "exclusiveMaximum": {"type": "number"},
  "minimum": {"type": "number"}, "exclusiveMinimum": {"type": "number"},
  "maxLength": {"$ref": "#/definitions/count"}, "minLength": {"$ref": "#/definitions/count"},
  "pattern": {"type": "string", "format": "regex"},
  "additionalItems": {"$ref": "#"}, "contains": {"$ref": "#"},
  "items": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/schemas"}]},
  "maxItems": {"$ref": "#/definitions/count"}, "minItems": {"$ref": "#/definitions/count"},
  "uniqueItems": {"type": "boolean"},
  "maxProperties": {"$ref": "#/definitions/count"}, "minProperties": {"$ref": "#/definitions/count"},
  "required": {"$ref": "#/definitions/texts"},
  "additionalProperties": {"$ref": "#"}, "propertyNames": {"$ref": "#"},
  "definitions": {"$ref": "#/definitions/members"}, "properties": {"$ref": "#/definitions/members"},
  "patternProperties": {"type": "object", "additionalProperties": {"$ref": "#"},
    "propertyNames": {"format": "regex"}},
  "dependencies": {"type": "object",
    "additionalProperties": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/texts"}]}},
  "examples": {"type": "array"}, "enum": {"type": "array"},
  "type": {"anyOf": [{"$ref": "#/definitions/type"},
    {"type": "array", "items": {"$ref": "#/definitions/type"}, "minItems": 1, "uniqueItems": true}]},
  "allOf": {"$ref": "#/definitions/schemas"}, "anyOf": {"$ref": "#/definitions/schemas"},
  "oneOf": {"$ref": "#/definitions/schemas"}, "not": {"$ref": "#"})";

constexpr const char* kOnlyDraft7 = R"(,
  "$comment": {"type": "string"}, "readOnly": {"type": "boolean"}, "writeOnly": {"type": "boolean"},
  "if": {"$ref": "#"}, "then": {"$ref": "#"}, "else": {"$ref": "#"},
  "contentMediaType": {"type": "string"}, "contentEncoding": {"type": "string"})";

constexpr const char* k2020 = R"({
"$schema": "https://json-schema.org/draft/2020-12/schema",
"$id": "https://json-schema.org/draft/2020-12/schema", "$dynamicAnchor": "meta",
"$defs": {
  "count": {"type": "integer", "minimum": 0},
  "texts": {"type": "array", "items": {"type": "string"}, "uniqueItems": true},
  "schemas": {"type": "array", "items": {"$dynamicRef": "#meta"}, "minItems": 1},
  "members": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"}},
  "anchor": {"type": "string", "pattern": "^[A-Za-z_][-A-Za-z0-9._]*$"},
  "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
},
"type": ["object", "boolean"],
"properties": {
  "$id": {"type": "string", "format": "uri-reference", "pattern": "^[^#]*#?$"},
  "$schema": {"type": "string", "format": "uri"}, "$ref": {"type": "string", "format": "uri-reference"},
  "$anchor": {"$ref": "#/$defs/anchor"}, "$dynamicAnchor": {"$ref": "#/$defs/anchor"},
  "$dynamicRef": {"type": "string", "format": "uri-reference"}, "$comment": {"type": "string"},
  "$vocabulary": {"type": "object", "propertyNames": {"format": "uri"},
    "additionalProperties": {"type": "boolean"}},
  "$defs": {"$ref": "#/$defs/members"}, "definitions": {"$ref": "#/$defs/members"},
  "prefixItems": {"$ref": "#/$defs/schemas"}, "items": {"$dynamicRef": "#meta"},
  "contains": {"$dynamicRef": "#meta"}, "additionalProperties": {"$dynamicRef": "#meta"},
  "properties": {"$ref": "#/$defs/members"},
  "patternProperties": {"type": "object", "additionalProperties": {"$dynamicRef": "#meta"},
    "propertyNames": {"format": "regex"}},
  "dependentSchemas": {"$ref": "#/$defs/members"}, "propertyNames": {"$dynamicRef": "#meta"},
  "if": {"$dynamicRef": "#meta"}, "then": {"$dynamicRef": "#meta"}, "else": {"$dynamicRef": "#meta"},
  "allOf": {"$ref": "#/$defs/schemas"}, "anyOf": {"$ref": "#/$defs/schemas"},
  "oneOf": {"$ref": "#/$defs/schemas"}, "not": {"$dynamicRef": "#meta"},
  "unevaluatedItems": {"$dynamicRef": "#meta"}, "unevaluatedProperties": {"$dynamicRef": "#meta"},
  "type": {"anyOf": [{"$ref": "#/$defs/type"},
    {"type": "array", "items": {"$ref": "#/$defs/type"}, "minItems": 1, "uniqueItems": true}]},
  "enum": {"type": "array"}, "multipleOf": {"type": "number", "exclusiveMinimum": 0},
  "maximum": {"type": "number"}, "exclusiveMaximum": {"type": "number"},
  "minimum": {"type": "number"}, "exclusiveMinimum": {"type": "number"},
  "maxLength": {"$ref": "#/$defs/count"}, "minLength": {"$ref": "#/$defs/count"},
  "pattern": {"type": "string", "format": "regex"},
  "maxItems": {"$ref": "#/$defs/count"}, "minItems": {"$ref": "#/$defs/count"},
  "uniqueItems": {"type": "boolean"},
  "maxContains": {"$ref": "#/$defs/count"}, "minContains": {"$ref": "#/$defs/count"},
  "maxProperties": {"$ref": "#/$defs/count"}, "minProperties": {"$ref": "#/$defs/count"},
  "required": {"$ref": "#/$defs/texts"},
  "dependentRequired": {"type": "object", "additionalProperties": {"$ref": "#/$defs/texts"}},
  "dependencies": {"type": "object",
    "additionalProperties": {"anyOf": [{"$dynamicRef": "#meta"}, {"$ref": "#/$defs/texts"}]}},
  "title": {"type": "string"}, "description": {"type": "string"}, "deprecated": {"type": "boolean"},
  "readOnly": {"type": "boolean"}, "writeOnly": {"type": "boolean"}, "examples": {"type": "array"},
  "format": {"type": "string"}, "contentMediaType": {"type": "string"},
  "contentEncoding": {"type": "string"}, "contentSchema": {"$dynamicRef": "#meta"}
}
})";

std::string draft_6_or_7(const std::string& number, const char* only) {
  const std::string uri = "http://json-schema.org/draft-0" + number + "/schema#";
  return R"({"$schema": ")" + uri + R"(", "$id": ")" + uri + "\"," + kDraft6And7 + only + "}}";
}

DocumentPtr read(std::string_view uri, std::string text) {
  Findings findings;
  return read_json_text(std::string(uri), std::move(text), findings);
}

}  // namespace

DocumentPtr metaschema(std::string_view uri) {
  static const std::map<std::string, DocumentPtr, std::less<>> all = [] {
    std::map<std::string, DocumentPtr, std::less<>> map;
    const auto add = [&](const std::string& name, const std::string& text) {
      map.emplace(name, read(name, text));
    };
    add("http://json-schema.org/draft-04/schema", kDraft4);
    add("http://json-schema.org/draft-06/schema", draft_6_or_7("6", ""));
    add("http://json-schema.org/draft-07/schema", draft_6_or_7("7", kOnlyDraft7));
    add("https://json-schema.org/draft/2020-12/schema", k2020);
    return map;
  }();
  const auto found = all.find(uri);
  return found == all.end() ? nullptr : found->second;
}

}  // namespace emulator
