#include "emulator/model/expression.h"

namespace emulator {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
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
  text = trimmed(text);
  const auto open = text.find('[');
  if (open == std::string_view::npos || open == 0 || text.back() != ']') return std::nullopt;
  Lookup lookup{std::string(trimmed(text.substr(0, open))), {}};
  std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  while (true) {
    const auto comma = inside.find(',');
    const auto argument = parse_reference(inside.substr(0, comma));
    if (!argument || argument->field.empty()) return std::nullopt;
    lookup.arguments.push_back(*argument);
    if (comma == std::string_view::npos) return lookup;
    inside.remove_prefix(comma + 1);
  }
}

}  // namespace emulator
