#include "emulator/cli/where.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "emulator/decide/idle_url.h"
#include "emulator/model/json_path.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::string_view kBody = "body";

/// A place that --where can name, and the key of the pattern it asks with.
/// named  followed by a dot and a name: query.userId
struct PlaceRow {
  std::string_view place;
  const char* key;
  bool named;
};
constexpr PlaceRow kPlaces[] = {
    {"query", "queryParameters", true},
    {"header", "headers", true},
    {"cookie", "cookies", true},
    {"form", "formParameters", true},
    {"method", "method", false},
    {"path", "urlPath", false},
    {"url", "url", false},
    {"outcome", "outcome", false},
    {"violated", "violated", false},
    {"space", "space", false},
};

[[noreturn]] void refuse_second(const std::string& text, std::string_view place) {
  throw CLI::ValidationError("--where", in_quotes(text) + " names " + printable(place) +
                                            " a second time; ask for one value of it");
}

[[noreturn]] void refuse_where(const std::string& text, const std::string& why) {
  throw CLI::ValidationError("--where", in_quotes(text) + why + "; places are " + where_places());
}

const PlaceRow* row_of(std::string_view place) {
  for (const PlaceRow& row : kPlaces)
    if (row.place == place) return &row;
  return nullptr;
}

// What was meant by a place that there is none of: a parameter without its place is most often one of the query.
std::string meant_place(const std::string& place, const std::string& value) {
  const auto dot = place.find('.');
  const std::string begin = place.substr(0, dot);
  const bool named = dot != std::string::npos;
  if (const PlaceRow* row = row_of(begin))
    return row->named ? begin + ".NAME=" + value : begin + "=" + value;
  std::vector<std::string> names{std::string(kBody)};
  for (const PlaceRow& row : kPlaces)
    if (row.named == named) names.emplace_back(row.place);
  const std::string_view near = nearest(begin, names);
  if (!near.empty()) return std::string(near) + (named ? place.substr(dot) : "") + "=" + value;
  return named ? "" : "query." + place + "=" + value;
}

[[noreturn]] void refuse_place(const std::string& text, std::size_t equals) {
  if (equals == std::string::npos) refuse_where(text, " has no '=' and value");
  const std::string place = text.substr(0, equals);
  if (place.empty()) refuse_where(text, " has no place before the '='");
  const std::string meant = meant_place(place, text.substr(equals + 1));
  throw CLI::ValidationError(
      "--where", in_quotes(place) + " is no place" +
                     (meant.empty() ? "" : "; did you mean " + printable(meant) + "?") +
                     (meant.empty() ? "; places" : " Places") + " are " + where_places());
}

// What no call can have is a mistake: as an answer "found 0 calls" would hide it.
void refuse_idle_value(const std::string& text, std::string_view place, const std::string& value) {
  std::string why;
  if (place == "path") why = why_target_fits_nothing({"path", false, "query.NAME"}, value);
  if (place == "url") why = why_target_fits_nothing({"url", true, ""}, value);
  if (!why.empty()) throw CLI::ValidationError("--where", in_quotes(text) + ": " + why);
}

/// The '=' behind a place in the body: a filter such as [?(@.a == 'x')] holds others.
std::size_t end_of_path(std::string_view text) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
    if (text[i] == '=' && depth == 0) return i;
  }
  return std::string_view::npos;
}

bool is_in_body(std::string_view text) {
  return text.starts_with(kBody) && text.find_first_of(".[=") == kBody.size();
}

/// body.user.name=jane asks for "jane" at $.user.name, body={"a": 1} for that JSON, body=text for that text.
void add_body_condition(const std::string& text, Json& pattern) {
  const auto equals = end_of_path(text);
  if (equals == std::string::npos)
    refuse_where(text, text.find('=') == std::string::npos ? " has no '=' and value"
                                                           : " has a '[' that is not closed");
  const std::string value = text.substr(equals + 1);
  const std::string path = "$" + text.substr(kBody.size(), equals - kBody.size());
  Json matcher;
  if (path == "$") {
    matcher[Json::accept(value) ? "equalToJson" : "equalTo"] = value;
  } else {
    try {
      JsonPath{path};
    } catch (const std::invalid_argument& mistake) {
      throw CLI::ValidationError("--where", in_quotes(text) + ": " + in_quotes(path) +
                                                " is no JSONPath: it " + mistake.what());
    }
    matcher["matchesJsonPath"] = {{"expression", path}, {"equalTo", value}};
  }
  pattern["bodyPatterns"].push_back(std::move(matcher));
}

}  // namespace

std::string where_places() {
  std::vector<std::string> names;
  for (const PlaceRow& row : kPlaces)
    names.push_back(std::string(row.place) + (row.named ? ".NAME" : ""));
  names.insert(names.end(), {"body", "body.JSONPATH"});
  return listed(names, "and", names.size());
}

void add_condition(const std::string& text, Json& pattern) {
  if (is_in_body(text)) return add_body_condition(text, pattern);
  const auto equals = text.find('=');
  if (equals == std::string::npos) refuse_place(text, equals);
  const std::string_view place = std::string_view(text).substr(0, equals);
  const std::string value = text.substr(equals + 1);
  const auto dot = place.find('.');
  for (const PlaceRow& row : kPlaces) {
    if (row.place != place.substr(0, dot) || row.named != (dot != std::string_view::npos)) continue;
    Json& at = row.named ? pattern[row.key][std::string(place.substr(dot + 1))] : pattern[row.key];
    if (!at.is_null()) refuse_second(text, place);
    refuse_idle_value(text, place, value);
    at = row.named ? Json::object({{"equalTo", value}}) : Json(value);
    return;
  }
  refuse_place(text, equals);
}

std::string doubt_about(const std::string& condition) {
  constexpr std::string_view kMethod = "method=";
  if (!condition.starts_with(kMethod)) return {};
  const std::string method = condition.substr(kMethod.size());
  std::string capitals = method;
  for (char& c : capitals) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (capitals == method) return {};
  return "methods are told apart by case, and clients send them in capitals; " +
         in_quotes(condition) + " finds calls that did not: write " +
         printable(std::string(kMethod) + capitals) + " for the others";
}

}  // namespace emulator
