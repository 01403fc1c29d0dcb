#include "emulator/model/typed_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// The grammar of numbers in JSON: no "+1", no "01", no ".5".
/// source  RFC 8259, section 6
bool is_json_number(std::string_view text) {
  std::size_t at = !text.empty() && text.front() == '-' ? 1 : 0;
  if (at == text.size() || !is_digit(text[at])) return false;
  at = text[at] == '0' ? at + 1 : skip_digits(text, at);
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    if (end == at + 1) return false;
    at = end;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t end = skip_digits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

/// The value of that type which the text spells; it spells none: the text.
Json typed(std::string text, std::string_view type) {
  if (type == "boolean" && (text == "true" || text == "false")) return text == "true";
  if ((type == "integer" || type == "number") && is_json_number(text)) {
    // No exceptions: a number too large for a double is an error to the parser.
    Json number = Json::parse(text, nullptr, false);
    if (number.is_number()) return number;
  }
  return text;
}

/// A schema of several types, as oneOf: the text, unless only a number or a boolean satisfies it.
Json best_fit(std::string text, const Schema& schema) {
  if (schema.allows(text)) return text;
  for (const char* type : {"number", "boolean"}) {
    Json candidate = typed(text, type);
    if (!candidate.is_string() && schema.allows(candidate)) return candidate;
  }
  return text;
}

using Types = std::vector<std::string_view>;

bool has(const Types& types, std::string_view type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

bool are_only(const Types& types, std::string_view type) {
  return !types.empty() && std::all_of(types.begin(), types.end(), [&](std::string_view own) {
    return own == type || own == "null";
  }) && has(types, type);
}

}  // namespace

Json scalar_value(std::string text, const Schema& schema) {
  const auto type = schema.type();
  return type.empty() ? best_fit(std::move(text), schema) : typed(std::move(text), type);
}

Json part_value(std::string text, const Schema& schema, const std::string& at) {
  const Types types = schema.types_at(at);
  if (has(types, "string")) return text;
  for (const auto type : types) {
    Json value = typed(text, type);
    if (!value.is_string()) return value;
  }
  return text;
}

ValueShape shape_of(const Schema& schema, const std::string& at) {
  const Types types = schema.types_at(at);
  if (are_only(types, "array")) return ValueShape::kArray;
  const bool is_untyped_object = types.empty() && !schema.known_members(at).empty();
  return are_only(types, "object") || is_untyped_object ? ValueShape::kObject : ValueShape::kScalar;
}

void add_part(Json& part, std::string text, const Schema& schema, const std::string& at) {
  const bool is_first = part.is_null();
  if (is_first && shape_of(schema, at) != ValueShape::kArray) {
    part = part_value(std::move(text), schema, at);
    return;
  }
  if (is_first) part = Json::array();
  if (!part.is_array()) part = Json::array({std::move(part)});
  const std::string item = pointer_append(at, part.size());
  const bool is_known = !schema.types_at(item).empty();
  part.push_back(part_value(std::move(text), schema, is_known ? item : at));
}

}  // namespace emulator
