#include "emulator/model/parameter_value.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "emulator/model/target.h"
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

/// What stands between the elements of an array, also where it arrives encoded: a space or a bar
/// does more often than not, and nobody can tell that from data.
struct Delimiter {
  char plain;
  std::vector<std::string_view> encoded;
};

Delimiter delimiter_of(ParameterForm::Style style) {
  switch (style) {
    case ParameterForm::Style::kSpaceDelimited:
      return {' ', {"%20", "+"}};
    case ParameterForm::Style::kPipeDelimited:
      return {'|', {"%7C", "%7c"}};
    case ParameterForm::Style::kSimple:
    case ParameterForm::Style::kForm:
      break;
  }
  return {',', {}};
}

std::string with_plain_delimiter(std::string_view text, const Delimiter& delimiter) {
  std::string plain(text);
  for (const auto encoded : delimiter.encoded) {
    for (auto at = plain.find(encoded); at != std::string::npos; at = plain.find(encoded, at)) {
      plain.replace(at, encoded.size(), 1, delimiter.plain);
    }
  }
  return plain;
}

std::string decoded(std::string_view text, const ParameterForm& form) {
  if (!form.is_encoded) return std::string(text);
  const bool plus_is_space = form.style != ParameterForm::Style::kSimple;
  return percent_decode(text, plus_is_space).value_or(std::string(text));
}

Json split_array(std::string_view text, std::string_view type, const ParameterForm& form) {
  Json items = Json::array();
  if (text.empty()) return items;
  const Delimiter delimiter = delimiter_of(form.style);
  const std::string plain =
      form.is_encoded ? with_plain_delimiter(text, delimiter) : std::string(text);
  std::string_view rest = plain;
  while (true) {
    const auto end = rest.find(delimiter.plain);
    items.push_back(typed(decoded(rest.substr(0, end), form), type));
    if (end == std::string_view::npos) return items;
    rest.remove_prefix(end + 1);
  }
}

Json repeated_array(const std::vector<std::string_view>& texts, std::string_view type,
                    const ParameterForm& form) {
  Json items = Json::array();
  for (const auto text : texts) items.push_back(typed(decoded(text, form), type));
  return items;
}

/// A schema of several types, as oneOf: the text, unless only a number or a boolean satisfies it.
Json best_fit(std::string text, const Schema& schema) {
  if (schema.validate(text).empty()) return text;
  for (const char* type : {"number", "boolean"}) {
    Json candidate = typed(text, type);
    if (!candidate.is_string() && schema.validate(candidate).empty()) return candidate;
  }
  return text;
}

}  // namespace

Json parameter_value(const std::vector<std::string_view>& texts, const Schema& schema,
                     const ParameterForm& form) {
  const auto type = schema.type();
  if (type == "array") {
    const bool is_repeated = form.explode && form.style != ParameterForm::Style::kSimple;
    return is_repeated ? repeated_array(texts, schema.items_type(), form)
                       : split_array(texts.front(), schema.items_type(), form);
  }
  std::string text = decoded(texts.front(), form);
  return type.empty() ? best_fit(std::move(text), schema) : typed(std::move(text), type);
}

}  // namespace emulator
