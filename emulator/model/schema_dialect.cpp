#include "emulator/model/schema_dialect.h"

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

struct DialectName {
  std::string_view uri;
  Dialect dialect;
};

// OpenAPI's own dialects are 2020-12 and a vocabulary of annotations; they carry a date from 3.1.1 on.
constexpr std::string_view kOpenApiDialects = "https://spec.openapis.org/oas/3.1/dialect/";
constexpr DialectName kNames[] = {
    {"http://json-schema.org/draft-04/schema", Dialect::kDraft4},
    {"http://json-schema.org/draft-06/schema", Dialect::kDraft6},
    {"http://json-schema.org/draft-07/schema", Dialect::kDraft7},
    {"https://json-schema.org/draft/2019-09/schema", Dialect::k201909},
    {"https://json-schema.org/draft/2020-12/schema", Dialect::k202012},
};

std::string_view text_member(const Json& object, const char* name) {
  if (!object.is_object()) return {};
  const auto member = object.find(name);
  if (member == object.end() || !member->is_string()) return {};
  return member->get_ref<const std::string&>();
}

}  // namespace

const char* to_string(Dialect dialect) {
  switch (dialect) {
    case Dialect::kOpenApi30:
      return "OpenAPI 3.0";
    case Dialect::kDraft4:
      return "JSON Schema draft 4";
    case Dialect::kDraft6:
      return "JSON Schema draft 6";
    case Dialect::kDraft7:
      return "JSON Schema draft 7";
    case Dialect::k201909:
      return "JSON Schema 2019-09";
    case Dialect::k202012:
      break;
  }
  return "JSON Schema 2020-12";
}

std::optional<Dialect> dialect_named(std::string_view uri) {
  if (!uri.empty() && uri.back() == '#') uri.remove_suffix(1);
  for (const auto& [name, dialect] : kNames) {
    if (uri == name) return dialect;
  }
  if (uri.substr(0, kOpenApiDialects.size()) == kOpenApiDialects) return Dialect::k202012;
  return std::nullopt;
}

Dialect dialect_of(const Json& document, Dialect otherwise) {
  const auto version = text_member(document, "openapi");
  if (version.substr(0, 3) == "3.0") return Dialect::kOpenApi30;
  if (version.substr(0, 3) == "3.1") {
    return dialect_named(text_member(document, "jsonSchemaDialect")).value_or(Dialect::k202012);
  }
  return dialect_named(text_member(document, "$schema")).value_or(otherwise);
}

}  // namespace emulator
