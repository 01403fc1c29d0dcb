#include "emulator/model/media_type.h"

#include <algorithm>

#include "emulator/model/message.h"
#include "emulator/text/ascii.h"

namespace emulator {
namespace {

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
  return text.size() >= end.size() &&
         equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

// The value at the front of `rest`, which then begins with the next ';'.
std::string take_value(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  if (rest.empty() || rest.front() != '"') {
    const auto end = std::min(rest.find(';'), rest.size());
    const std::string value(without_blanks(rest.substr(0, end)));
    rest.remove_prefix(end);
    return value;
  }
  std::string value;
  std::size_t at = 1;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
    value += rest[at];
  }
  rest.remove_prefix(std::min(rest.find(';', at), rest.size()));
  return value;
}

// "+json" of "application/*+json", which some generators write; nothing of the kind: "".
std::string_view ending_of_range(std::string_view range) {
  const auto star = range.find("/*+");
  return star == std::string_view::npos ? std::string_view() : range.substr(star + 2);
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view essence_of(std::string_view media_type) {
  return without_blanks(media_type.substr(0, media_type.find(';')));
}

int closeness_of(std::string_view range, std::string_view media_type) {
  if (range == "*" || range == "*/*") return 1;
  if (equal_ignoring_case(range, media_type)) return 3;
  const auto slash = range.find('/');
  const std::string_view ending = ending_of_range(range);
  if (slash == std::string_view::npos || (ending.empty() && range.substr(slash) != "/*")) return 0;
  const std::string_view type = media_type.substr(0, media_type.find('/'));
  const bool is_in_range = equal_ignoring_case(range.substr(0, slash), type) &&
                           ends_with_ignoring_case(media_type, ending);
  return is_in_range ? 2 : 0;
}

bool is_media_type(std::string_view text) {
  const auto is_named = [](std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return is_alphanumeric(c) || std::string_view("!#$&-^_.+").find(c) != std::string_view::npos;
    });
  };
  const auto slash = text.find('/');
  return slash != std::string_view::npos && is_named(text.substr(0, slash)) &&
         is_named(text.substr(slash + 1));
}

bool is_media_range(std::string_view essence) {
  return essence == "*" || !ending_of_range(essence).empty() ||
         (essence.size() > 2 && essence.substr(essence.size() - 2) == "/*");
}

bool same_media_type(std::string_view range, std::string_view media_type) {
  return closeness_of(essence_of(range), essence_of(media_type)) > 0;
}

bool is_json_media_type(std::string_view media_type) {
  const std::string_view type = essence_of(media_type);
  return ends_with_ignoring_case(type, "/json") || ends_with_ignoring_case(type, "+json");
}

bool is_xml_media_type(std::string_view media_type) {
  const std::string_view type = essence_of(media_type);
  return ends_with_ignoring_case(type, "/xml") || ends_with_ignoring_case(type, "+xml");
}

bool is_text_media_type(std::string_view media_type) {
  return equal_ignoring_case(essence_of(media_type).substr(0, 5), "text/");
}

std::optional<std::string> parameter_of(std::string_view value, std::string_view name) {
  auto rest = value.substr(std::min(value.find(';'), value.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto equals = rest.find_first_of("=;");
    if (equals == std::string_view::npos) break;
    const std::string_view own = without_blanks(rest.substr(0, equals));
    const bool has_value = rest[equals] == '=';
    rest.remove_prefix(has_value ? equals + 1 : equals);
    if (!has_value) continue;
    std::string text = take_value(rest);
    if (equal_ignoring_case(own, name)) return text;
  }
  return std::nullopt;
}

}  // namespace emulator
