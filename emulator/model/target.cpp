#include "emulator/model/target.h"

#include <algorithm>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

/// The target from its path on: "http://host/a?b" is "/a?b". Not in absolute form: unchanged.
std::string_view without_authority(std::string_view target) {
  if (target.empty() || target.front() == '/') return target;
  const auto scheme_end = target.find("://");
  if (scheme_end == std::string_view::npos) return target;
  const bool is_scheme =
      scheme_end > 0 && std::all_of(target.begin(), target.begin() + scheme_end, [](char c) {
        return is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
      });
  if (!is_scheme) return target;
  const auto path = target.find_first_of("/?", scheme_end + 3);
  return path == std::string_view::npos ? std::string_view{} : target.substr(path);
}

bool read_segments(std::string_view path, std::vector<std::string>& segments) {
  path.remove_prefix(1);
  segments.reserve(1 + static_cast<std::size_t>(std::count(path.begin(), path.end(), '/')));
  while (true) {
    const auto slash = path.find('/');
    auto segment = percent_decode(path.substr(0, slash));
    if (!segment) return false;
    segments.push_back(std::move(*segment));
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

std::optional<QueryParameter> read_parameter(std::string_view piece) {
  const auto equals = piece.find('=');
  QueryParameter parameter;
  parameter.has_value = equals != std::string_view::npos;
  if (parameter.has_value) parameter.raw_value = piece.substr(equals + 1);
  auto name = percent_decode(piece.substr(0, equals), true);
  auto value = percent_decode(parameter.raw_value, true);
  if (!name || !value) return std::nullopt;
  parameter.name = std::move(*name);
  parameter.value = std::move(*value);
  return parameter;
}

bool read_query(std::string_view query, std::vector<QueryParameter>& parameters) {
  if (query.empty()) return true;
  parameters.reserve(1 + static_cast<std::size_t>(std::count(query.begin(), query.end(), '&')));
  while (true) {
    const auto ampersand = query.find('&');
    const auto piece = query.substr(0, ampersand);
    if (!piece.empty()) {
      auto parameter = read_parameter(piece);
      if (!parameter) return false;
      parameters.push_back(std::move(*parameter));
    }
    if (ampersand == std::string_view::npos) return true;
    query.remove_prefix(ampersand + 1);
  }
}

}  // namespace

std::optional<RawTarget> split_target(std::string_view target) {
  if (target == "*") return RawTarget{target, {}, false};
  const std::string_view local = without_authority(target);
  const auto question_mark = local.find('?');
  RawTarget parts{local.substr(0, question_mark), {}, question_mark != std::string_view::npos};
  if (parts.has_query) parts.query = local.substr(question_mark + 1);
  const bool is_absolute_form = local.size() != target.size();
  if (is_absolute_form && parts.path.empty()) parts.path = "/";
  if (parts.path.empty() || parts.path.front() != '/') return std::nullopt;
  return parts;
}

bool is_decodable(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return false;
  for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 3)) {
    if (text.size() - at < 3) return false;
    const int high = hex_value(text[at + 1]);
    const int low = hex_value(text[at + 2]);
    if (high < 0 || low < 0 || high + low == 0) return false;
  }
  return true;
}

std::optional<Target> parse_target(std::string_view target) {
  const auto parts = split_target(target);
  if (!parts) return std::nullopt;
  Target result{parts->path, parts->query, parts->has_query, {}, {}};
  if (target == "*") return result;
  if (!read_segments(result.path, result.segments)) return std::nullopt;
  if (!read_query(result.raw_query, result.query)) return std::nullopt;
  return result;
}

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  const auto has = [&](char c) { return text.find(c) != std::string_view::npos; };
  if (!has('%') && !has('\0') && !(plus_is_space && has('+'))) return std::string(text);
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (text.size() - i < 3) return std::nullopt;
      const int high = hex_value(text[i + 1]);
      const int low = hex_value(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (c == '+' && plus_is_space) {
      c = ' ';
    }
    if (c == '\0') return std::nullopt;
    decoded.push_back(c);
  }
  return decoded;
}

}  // namespace emulator
