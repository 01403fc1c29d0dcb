#include "emulator/model/expression.h"

namespace emulator {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

struct Bracketed {
  std::string_view before;
  std::string_view inside;
};

// "NAME[INSIDE]"
std::optional<Bracketed> bracketed(std::string_view text) {
  text = trimmed(text);
  const auto open = text.find('[');
  if (open == std::string_view::npos || open == 0 || text.back() != ']') return std::nullopt;
  return Bracketed{trimmed(text.substr(0, open)), text.substr(open + 1, text.size() - open - 2)};
}

std::vector<std::string_view> split_at_commas(std::string_view text) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

std::optional<Reference> parse_reference(std::string_view text) {
  text = trimmed(text);
  const auto dot = text.find('.');
  Reference reference{std::string(text.substr(0, dot)), {}};
  if (dot != std::string_view::npos) {
    reference.field = text.substr(dot + 1);
    if (reference.field.empty()) return std::nullopt;
  }
  if (reference.root.empty() || text.find_first_of("[],") != std::string_view::npos)
    return std::nullopt;
  return reference;
}

std::optional<Lookup> parse_lookup(std::string_view text) {
  const auto parts = bracketed(text);
  if (!parts) return std::nullopt;
  Lookup lookup{std::string(parts->before), {}};
  for (const std::string_view part : split_at_commas(parts->inside)) {
    const auto argument = parse_reference(part);
    if (!argument || argument->field.empty()) return std::nullopt;
    lookup.arguments.push_back(*argument);
  }
  return lookup;
}

std::optional<Selection> parse_selection(std::string_view text) {
  const auto parts = bracketed(text);
  if (!parts) return std::nullopt;
  Selection selection{std::string(parts->before), {}};
  if (trimmed(parts->inside) == "*") return selection;
  for (const std::string_view part : split_at_commas(parts->inside)) {
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view member = trimmed(part.substr(0, equals));
    const auto value = parse_reference(part.substr(equals + 1));
    if (member.empty() || !value || value->field.empty()) return std::nullopt;
    selection.conditions.push_back({std::string(member), *value});
  }
  return selection;
}

}  // namespace emulator
