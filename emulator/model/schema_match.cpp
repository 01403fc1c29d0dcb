#include "emulator/model/schema_match.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

struct VersionRow {
  std::string_view name;
  Dialect dialect;
};
constexpr VersionRow kVersions[] = {{"V4", Dialect::kDraft4},
                                    {"V6", Dialect::kDraft6},
                                    {"V7", Dialect::kDraft7},
                                    {"V201909", Dialect::k201909},
                                    {"V202012", Dialect::k202012}};

Dialect read_version(const PatternSite* version) {
  if (version == nullptr || version->value.is_null()) return Dialect::k202012;
  for (const VersionRow& row : kVersions) {
    if (row.name == version->text()) return row.dialect;
  }
  version->refuse(
      brief(version->text()) +
      " is no version of JSON Schema; there are 'V4', 'V6', 'V7', 'V201909' and 'V202012'");
}

Schema read_schema(const PatternSite& site, Dialect dialect) {
  Json schema = site.value;
  const bool in_text = schema.is_string();
  if (in_text) schema = shallow_json(site.text());
  if (schema.is_discarded()) site.refuse(brief(site.text()) + " is not JSON");
  if (!schema.is_object() && !schema.is_boolean())
    site.refuse("must be a schema: an object, true or false, is " + described(schema));
  std::vector<SchemaError> mistakes;
  auto compiled = Schema::from_json(schema, dialect, mistakes);
  if (compiled) return *std::move(compiled);
  if (mistakes.empty()) site.refuse("is no schema");
  const SchemaError& first = mistakes.front();
  throw PatternError(
      site.pointer + (in_text ? "" : first.keyword),
      "is no schema: " + (in_text ? "at " + brief(first.keyword) + " " : "") + first.message);
}

}  // namespace

SchemaMatch::SchemaMatch(const PatternSite& schema, const PatternSite* version)
    : schema_(read_schema(schema, read_version(version))) {}

bool SchemaMatch::matches(std::string_view text) const {
  const Json value = shallow_json(text);
  return !value.is_discarded() && schema_.allows(value);
}

}  // namespace emulator
