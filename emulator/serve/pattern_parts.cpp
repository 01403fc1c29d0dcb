#include "emulator/serve/pattern_parts.h"

#include <nlohmann/json.hpp>

#include "emulator/model/request_subject.h"
#include "emulator/model/url_template.h"

namespace emulator {
namespace {

bool has_names(const std::string& key) {
  return key == "pathParameters" || key == "headers" || key == "queryParameters" ||
         key == "formParameters" || key == "cookies";
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

std::vector<std::string> path_values(const PatternPart& part, const Request& request) {
  const auto target = parse_target(request.target);
  const auto values = target ? UrlTemplate(part.path).match(target->path) : std::nullopt;
  if (!values || values->count(part.name) == 0) return {};
  return {std::string(values->find(part.name)->second)};
}

std::vector<std::string> place_values(const std::string& key, const Request& request) {
  RequestSubject subject(request);
  if (key == "scheme") return {std::string(scheme_of(request))};
  if (key == "clientIp") return {client_ip(request)};
  if (key == "port") return {std::to_string(subject.port())};
  if (key != "host" || !subject.authority()) return {};
  return {std::string(subject.authority()->host)};
}

std::string url_of(const std::string& key, const Request& request) {
  const auto target = parse_target(request.target);
  if (!target) return std::string(request.target);
  std::string url(target->path);
  if (target->has_query && !key.starts_with("urlPath")) url.append("?").append(target->raw_query);
  return url;
}

}  // namespace

std::string label_of(const PatternPart& part) {
  static const std::pair<std::string_view, const char*> kLabels[] = {
      {"headers", "header "},
      {"queryParameters", "query "},
      {"cookies", "cookie "},
      {"formParameters", "form parameter "},
      {"pathParameters", "path "}};
  for (const auto& [key, label] : kLabels)
    if (part.key == key) return label + part.name;
  return part.key == "bodyPatterns" ? "body" : part.key;
}

bool is_secret(const PatternPart& part) {
  return part.key == "cookies" || part.key == "formParameters" || part.key.starts_with("basic") ||
         (part.key == "headers" && (equal_ignoring_case(part.name, "Authorization") ||
                                    equal_ignoring_case(part.name, "Proxy-Authorization") ||
                                    equal_ignoring_case(part.name, "Cookie")));
}

std::vector<PatternPart> parts_of(const Json& pattern) {
  std::vector<PatternPart> parts;
  const auto add = [&](const std::string& key, const std::string& name, const Json& expected,
                       const Json& alone) {
    parts.push_back({key, name, std::make_shared<const Json>(expected), CallPattern(alone)});
  };
  for (const auto& [key, value] : pattern.items()) {
    if (key == "pathParameters") {
      if (!pattern.contains("urlPathTemplate")) continue;
      const Json& path = pattern.at("urlPathTemplate");
      for (const auto& [name, matcher] : value.items()) {
        add(key, name, matcher, Json{{"urlPathTemplate", path}, {key, Json{{name, matcher}}}});
        parts.back().path = path;
      }
    } else if (has_names(key)) {
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
  if (part.key == "pathParameters") return path_values(part, request);
  if (part.key.starts_with("url")) return {url_of(part.key, request)};
  if (part.key == "headers") return header_values(part.name, request);
  if (part.key == "queryParameters") return query_values(part.name, request);
  if (part.key == "bodyPatterns") return {request.body};
  return place_values(part.key, request);
}

}  // namespace emulator
