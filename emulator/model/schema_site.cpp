#include "emulator/model/schema_site.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "emulator/model/json_words.h"

namespace emulator {
namespace {

// What to write in place of such a value.
std::string remedy(const Json& value, std::string_view expected) {
  const std::string wanted(expected);
  if (!value.is_string()) {
    return wanted == "a string" && !value.is_structured() && !value.is_null()
               ? "put it in quotes: '" + value.dump() + "'"
               : "write " + wanted;
  }
  const Json meant = Json::parse(value.get_ref<const std::string&>(), nullptr, false);
  const bool quoted_too_much = meant.is_number() || meant.is_boolean();
  return "write " + wanted + (quoted_too_much ? ", without quotes: " + meant.dump() : "");
}

/// What one dialect knows.
struct Vocabulary {
  std::unordered_map<std::string_view, const KeywordRow*> rows;
  std::vector<std::string> names;
};

Vocabulary vocabulary_of(Dialect dialect) {
  Vocabulary all;
  for (const auto part : {scalar_keywords(), string_keywords(), array_keywords(), object_keywords(),
                          dependency_keywords(), branch_keywords(), alternative_keywords(),
                          unevaluated_keywords(), annotation_keywords()}) {
    for (const auto& row : part) {
      if ((row.dialects & mask_of(dialect)) == 0) continue;
      all.rows.emplace(row.name, &row);
      all.names.emplace_back(row.name);
    }
  }
  return all;
}

const Vocabulary& vocabulary(Dialect dialect) {
  static const std::array<Vocabulary, 6> all{
      vocabulary_of(Dialect::kOpenApi30), vocabulary_of(Dialect::kDraft4),
      vocabulary_of(Dialect::kDraft6),    vocabulary_of(Dialect::kDraft7),
      vocabulary_of(Dialect::k201909),    vocabulary_of(Dialect::k202012)};
  return all[static_cast<std::size_t>(dialect)];
}

}  // namespace

const KeywordRow* keyword_row(Dialect dialect, std::string_view name) {
  const auto& rows = vocabulary(dialect).rows;
  const auto row = rows.find(name);
  return row == rows.end() ? nullptr : row->second;
}

const std::vector<std::string>& keyword_names(Dialect dialect) { return vocabulary(dialect).names; }

const Json* KeywordSite::sibling(const char* keyword) const {
  const auto found = schema.find(keyword);
  return found == schema.end() ? nullptr : &*found;
}

void KeywordSite::error(const char* code, std::string message, std::string hint) const {
  compiler.add({Severity::kError, code, std::move(message), place(), std::move(hint)});
}

void KeywordSite::wrong_type(std::string_view expected, std::string hint) const {
  error("schema.keyword-type",
        "'" + std::string(name) + "' must be " + std::string(expected) + ", is " + described(value),
        hint.empty() ? remedy(value, expected) : std::move(hint));
}

const std::string* KeywordSite::text() const {
  if (value.is_string()) return &value.get_ref<const std::string&>();
  wrong_type("a string");
  return nullptr;
}

std::optional<bool> KeywordSite::flag() const {
  if (value.is_boolean()) return value.get<bool>();
  wrong_type("true or false");
  return std::nullopt;
}

std::optional<std::size_t> KeywordSite::count() const {
  if (value.is_number_unsigned()) return value.get<std::size_t>();
  const bool is_whole_double = value.is_number_float() && value.get<double>() >= 0 &&
                               value.get<double>() < 1e15 &&
                               value.get<double>() == static_cast<double>(value.get<std::size_t>());
  if (is_whole_double) return value.get<std::size_t>();
  // A value put together in the program has signed numbers.
  if (value.is_number_integer() && value.get<std::int64_t>() >= 0) return value.get<std::size_t>();
  wrong_type("a whole number, 0 or more");
  return std::nullopt;
}

bool KeywordSite::is_number() const {
  if (!value.is_number()) wrong_type("a number");
  return value.is_number();
}

bool KeywordSite::is_array() const {
  if (!value.is_array()) wrong_type("an array");
  return value.is_array();
}

bool KeywordSite::is_object() const {
  if (!value.is_object()) wrong_type("an object");
  return value.is_object();
}

bool KeywordSite::is_array_of_texts() const {
  const bool is_one =
      value.is_array() && std::all_of(value.begin(), value.end(),
                                      [](const Json& element) { return element.is_string(); });
  if (!is_one) wrong_type("an array of strings");
  return is_one;
}

const Schema::Node* KeywordSite::part(std::string_view keyword, std::string_view member,
                                      std::string where, const Json& written) const {
  const Schema::Node* below = compiler.node_at({node.document, std::move(where), &written});
  keywords.parts.push_back({keyword, member, below});
  return below;
}

const Schema::Node* KeywordSite::subschema() const { return part(name, {}, pointer, value); }

const Schema::Node* KeywordSite::subschema(const std::string& member,
                                           const Json& schema_of_member) const {
  return part(name, member, pointer_append(pointer, member), schema_of_member);
}

const Schema::Node* KeywordSite::subschema(std::size_t element) const {
  return part(name, {}, pointer_append(pointer, element), value[element]);
}

std::vector<const Schema::Node*> KeywordSite::subschemas() const {
  std::vector<const Schema::Node*> nodes;
  if (!value.is_array() || value.empty()) {
    wrong_type("an array of at least one schema");
    return nodes;
  }
  for (std::size_t i = 0; i < value.size(); ++i) nodes.push_back(subschema(i));
  return nodes;
}

const Schema::Node* KeywordSite::subschema_beside(const char* keyword) const {
  const Json* beside = sibling(keyword);
  if (beside == nullptr) return nullptr;
  return part(keyword_row(dialect(), keyword)->name, {}, pointer_append(node.pointer, keyword),
              *beside);
}

}  // namespace emulator
