#include "emulator/model/schema_types.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

const char* type_word(const Json& value) {
  if (value.is_string()) return "string";
  if (value.is_boolean()) return "boolean";
  if (value.is_array()) return "array";
  if (value.is_object()) return "object";
  return value.is_null() ? "null" : "number";
}

}  // namespace

std::set<std::string> types_of(const Located& schema) {
  std::set<std::string> types;
  const Located type = member_of(schema, "type");
  if (!type) return types;
  if (type.value->is_string()) types.insert(type.value->get<std::string>());
  if (type.value->is_array()) {
    for (const Json& word : *type.value)
      if (word.is_string()) types.insert(word.get<std::string>());
  }
  if (!types.empty() && bool_of(schema, "nullable")) types.insert("null");
  return types;
}

std::string listed_types(std::set<std::string> types) {
  const bool has_null = types.erase("null") > 0;
  std::vector<std::string> words(types.begin(), types.end());
  if (has_null) words.emplace_back("null");
  return listed(words, "or");
}

bool is_of_types(const Json& value, const std::set<std::string>& types) {
  if (types.empty() || types.count(type_word(value)) > 0) return true;
  return types.count("integer") > 0 && value.is_number() && is_integer(value);
}

}  // namespace emulator
