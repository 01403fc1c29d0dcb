#include <algorithm>

#include "emulator/text/ascii.h"
#include "emulator/text/ecma_pattern.h"

namespace emulator {
namespace {

struct LongName {
  std::string_view name;
  const char* brief;
};

/// source  Unicode, PropertyValueAliases.txt, gc
constexpr LongName kCategories[] = {
    {"Cased_Letter", "L&"},
    {"LC", "L&"},
    {"Close_Punctuation", "Pe"},
    {"Combining_Mark", "M"},
    {"Connector_Punctuation", "Pc"},
    {"Control", "Cc"},
    {"Currency_Symbol", "Sc"},
    {"Dash_Punctuation", "Pd"},
    {"Decimal_Number", "Nd"},
    {"Enclosing_Mark", "Me"},
    {"Final_Punctuation", "Pf"},
    {"Format", "Cf"},
    {"Initial_Punctuation", "Pi"},
    {"Letter", "L"},
    {"Letter_Number", "Nl"},
    {"Line_Separator", "Zl"},
    {"Lowercase_Letter", "Ll"},
    {"Mark", "M"},
    {"Math_Symbol", "Sm"},
    {"Modifier_Letter", "Lm"},
    {"Modifier_Symbol", "Sk"},
    {"Nonspacing_Mark", "Mn"},
    {"Number", "N"},
    {"Open_Punctuation", "Ps"},
    {"Other", "C"},
    {"Other_Letter", "Lo"},
    {"Other_Number", "No"},
    {"Other_Punctuation", "Po"},
    {"Other_Symbol", "So"},
    {"Paragraph_Separator", "Zp"},
    {"Private_Use", "Co"},
    {"Punctuation", "P"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Spacing_Mark", "Mc"},
    {"Surrogate", "Cs"},
    {"Symbol", "S"},
    {"Titlecase_Letter", "Lt"},
    {"Unassigned", "Cn"},
    {"Uppercase_Letter", "Lu"},
    {"cntrl", "Cc"},
    {"digit", "Nd"},
    {"punct", "P"},
};

std::string category(std::string_view name) {
  const auto known = std::find_if(std::begin(kCategories), std::end(kCategories),
                                  [&](const LongName& row) { return row.name == name; });
  return known == std::end(kCategories) ? std::string(name) : known->brief;
}

}  // namespace

std::optional<std::string> property_name(std::string_view text) {
  const bool is_name = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '=';
  });
  if (!is_name) return std::nullopt;
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return category(text);
  const auto name = text.substr(0, equals);
  const auto value = text.substr(equals + 1);
  if (name == "General_Category" || name == "gc") return category(value);
  if (name == "Script" || name == "sc") return "sc:" + std::string(value);
  if (name == "Script_Extensions" || name == "scx") return "scx:" + std::string(value);
  return std::nullopt;
}

}  // namespace emulator
