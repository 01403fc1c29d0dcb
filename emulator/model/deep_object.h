#pragma once

#include <string>
#include <string_view>

#include "emulator/model/schema.h"
#include "emulator/text/json.h"

namespace emulator {

/// Builds a value from pairs whose names say where they belong: "filter[size][min]". `[]` appends to an array, and so does a
/// number where the schema has an array.
/// source  OpenAPI 3.0.4, style deepObject, which leaves nesting open; the brackets are those of qs and PHP
class DeepObject {
 public:
  /// at     JSON Pointer of the part of the schema's value that is built
  /// value  an object, filled by add()
  DeepObject(const Schema& schema, std::string at, Json& value)
      : schema_(schema), at_(std::move(at)), value_(value) {}

  /// name  with its brackets, decoded; text  decoded
  /// Not a name with brackets, or nested deeper than 64: false.
  bool add(std::string_view name, std::string text);

 private:
  Json* step(Json* node, std::string& at, const std::string& key) const;

  const Schema& schema_;
  const std::string at_;
  Json& value_;
};

}  // namespace emulator
