#include "emulator/serve/pattern_parts.h"

#include <nlohmann/json.hpp>

#include "emulator/model/content_coding.h"
#include "emulator/model/target.h"

namespace emulator {
namespace {

bool has_names(const std::string& key) {
  return key == "headers" || key == "queryParameters" || key == "formParameters" ||
         key == "cookies";
}

std::vector<std::string> header_values(const std::string& name, const Request& request) {
  std::vector<std::string> values;
  for (const HeaderLine& line : request.headers) {
    if (equal_ignoring_case(line.name, name)) values.emplace_back(line.value);
  }
  return values;
}

std::vector<std::string> query_values(const std::string& name, const Request& request) {
  std::vector<std::string> values;
  const auto target = parse_target(request.target);
  for (const QueryParameter& parameter : target ? target->query : std::vector<QueryParameter>()) {
    if (parameter.name == name) values.push_back(parameter.value);
  }
  return values;
}

std::string url_of(const std::string& key, const Request& request) {
  const auto target = parse_target(request.target);
  if (!target) return std::string(request.target);
  std::string url(target->path);
  if (target->has_query && !key.starts_with("urlPath")) url.append("?").append(target->raw_query);
  return url;
}

}  // namespace

std::vector<PatternPart> parts_of(const Json& pattern) {
  std::vector<PatternPart> parts;
  const auto add = [&](const std::string& key, const std::string& name, const Json& expected,
                       const Json& alone) {
    parts.push_back({key, name, std::make_shared<const Json>(expected), CallPattern(alone)});
  };
  for (const auto& [key, value] : pattern.items()) {
    if (has_names(key)) {
      for (const auto& [name, matcher] : value.items())
        add(key, name, matcher, Json{{key, Json{{name, matcher}}}});
    } else if (key == "bodyPatterns") {
      for (const Json& one : value) add(key, "", one, Json{{key, Json::array({one})}});
    } else {
      add(key, "", value, Json{{key, value}});
    }
  }
  return parts;
}

std::vector<std::string> values_of(const PatternPart& part, const Request& request) {
  if (part.key == "method") return {std::string(request.method)};
  if (part.key.starts_with("url")) return {url_of(part.key, request)};
  if (part.key == "headers") return header_values(part.name, request);
  if (part.key == "queryParameters") return query_values(part.name, request);
  if (part.key == "bodyPatterns") {
    std::string storage;
    return {std::string(content_of(request, storage))};
  }
  return {};
}

}  // namespace emulator
