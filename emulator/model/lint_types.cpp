#include "emulator/model/lint_types.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/schema_types.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

using TypeWords = std::set<std::string>;

struct TypedKeyword {
  const char* name;
  const char* type;
};

// Those that authors mean to be obeyed.
constexpr TypedKeyword kTypedKeywords[] = {
    {"pattern", "string"},          {"minLength", "string"},  {"maxLength", "string"},
    {"minimum", "number"},          {"maximum", "number"},    {"exclusiveMinimum", "number"},
    {"exclusiveMaximum", "number"}, {"multipleOf", "number"}, {"items", "array"},
    {"minItems", "array"},          {"maxItems", "array"},    {"uniqueItems", "array"},
    {"properties", "object"},       {"required", "object"},   {"minProperties", "object"},
    {"maxProperties", "object"},
};

bool speaks_of(const TypedKeyword& keyword, const TypeWords& types) {
  if (types.count(keyword.type) > 0) return true;
  return keyword.type == std::string("number") && types.count("integer") > 0;
}

class TypeLint {
 public:
  TypeLint(const Located& schema, Findings& findings)
      : schema_(schema), types_(types_of(schema)), findings_(findings) {}

  void run() {
    if (types_.empty()) return;
    for (const char* name : {"const", "default", "example"})
      look_at(name, member_of(schema_, name));
    for (const char* name : {"enum", "examples"}) {
      const Located values = member_of(schema_, name);
      if (!values || !values.value->is_array()) continue;
      for (std::size_t i = 0; i < values.value->size(); ++i) look_at(name, element_of(values, i));
    }
    for (const TypedKeyword& keyword : kTypedKeywords) look_at(keyword);
  }

 private:
  void look_at(const std::string& keyword, const Located& value) {
    if (!value || is_of_types(*value.value, types_)) return;
    findings_.add(value.finding(Severity::kWarning, "document.value-of-another-type",
                                "`" + keyword + "` has " + described(*value.value) +
                                    ", where `type` says " + listed_types(types_),
                                hint_for(*value.value)));
  }

  std::string hint_for(const Json& value) const {
    const bool is_scalar = !value.is_structured() && !value.is_null();
    if (is_scalar && !value.is_string() && types_.count("string") > 0)
      return "write it in quotes, '" + value.dump() + "', or change `type`";
    if (value.is_string()) {
      const Json meant = Json::parse(value.get_ref<const std::string&>(), nullptr, false);
      if (!meant.is_discarded() && is_of_types(meant, types_))
        return "write it without quotes, or change `type`";
    }
    if (value.is_null()) return "let the schema allow null, or write a value that it allows";
    return "write a value that `type` allows, or change `type`";
  }

  void look_at(const TypedKeyword& keyword) {
    const Located found = member_of(schema_, keyword.name);
    if (!found || speaks_of(keyword, types_)) return;
    findings_.add(found.finding_at_key(
        Severity::kWarning, "document.keyword-of-another-type",
        std::string("`") + keyword.name + "` says nothing where `type` is " + listed_types(types_),
        std::string("it is about values of type ") + keyword.type +
            ", and none is checked by it; remove it, or change `type`"));
  }

  const Located& schema_;
  const TypeWords types_;
  Findings& findings_;
};

}  // namespace

void lint_types(const Located& schema, Findings& findings) { TypeLint(schema, findings).run(); }

}  // namespace emulator
