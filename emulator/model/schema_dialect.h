#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "emulator/text/json.h"

namespace emulator {

/// Which keywords a schema may use, and what they mean.
enum class Dialect : std::uint8_t {
  kOpenApi30,  ///< OpenAPI 3.0.4, Schema Object
  kDraft4,     ///< JSON Schema Wright draft-zyp-json-schema-04
  kDraft6,
  kDraft7,
  k201909,
  k202012,  ///< JSON Schema 2020-12 with the words of OpenAPI 3.1
};

/// "OpenAPI 3.0", "JSON Schema draft 7", …
const char* to_string(Dialect dialect);

/// The dialect that `$schema` or `jsonSchemaDialect` names, with or without an empty fragment; not a known one: nullopt.
std::optional<Dialect> dialect_named(std::string_view uri);

/// What a whole document says about itself: `openapi: 3.0.x`, `openapi: 3.1.x` with its jsonSchemaDialect, `$schema`;
/// it says nothing, or nothing known: `otherwise`.
Dialect dialect_of(const Json& document, Dialect otherwise);

/// A set of dialects.
using DialectMask = std::uint8_t;
constexpr DialectMask mask_of(Dialect dialect) {
  return static_cast<DialectMask>(1U << static_cast<unsigned>(dialect));
}
inline constexpr DialectMask kIn30 = mask_of(Dialect::kOpenApi30);
inline constexpr DialectMask kInDraft4 = mask_of(Dialect::kDraft4);
inline constexpr DialectMask kInDraft6 = mask_of(Dialect::kDraft6);
inline constexpr DialectMask kInDraft7 = mask_of(Dialect::kDraft7);
inline constexpr DialectMask kIn2019 = mask_of(Dialect::k201909);
inline constexpr DialectMask kIn2020 = mask_of(Dialect::k202012);
inline constexpr DialectMask kInDrafts = kInDraft4 | kInDraft6 | kInDraft7;
inline constexpr DialectMask kFrom2019 = kIn2019 | kIn2020;
inline constexpr DialectMask kFromDraft7 = kInDraft7 | kFrom2019;
inline constexpr DialectMask kFromDraft6 = kInDraft6 | kFromDraft7;
inline constexpr DialectMask kNot30 = kInDrafts | kFrom2019;
inline constexpr DialectMask kInAll = kNot30 | kIn30;

/// Whether a `$ref` has siblings that count; they do from 2019-09 on.
constexpr bool is_from_2019(Dialect dialect) { return (mask_of(dialect) & kFrom2019) != 0; }

}  // namespace emulator
