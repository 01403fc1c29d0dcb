#include "emulator/serve/pattern_parts.h"

#include <nlohmann/json.hpp>
#include <span>

#include "emulator/journal/masked_stub.h"
#include "emulator/model/request_origin.h"
#include "emulator/model/secrets.h"
#include "emulator/model/subject.h"
#include "emulator/model/url_template.h"

namespace emulator {
namespace {

bool has_names(const std::string& key) {
  return key == "headers" || key == "queryParameters" || key == "formParameters" ||
         key == "cookies" || key == "pathParameters";
}

std::vector<std::string> copied(std::span<const std::string_view> values) {
  return {values.begin(), values.end()};
}

std::vector<std::string> path_parameter(const PatternPart& part, Subject& subject) {
  const auto path = subject.path();
  if (!path || part.url_template.empty()) return {};
  const auto values = UrlTemplate(part.url_template).match(*path);
  if (!values) return {};
  const auto value = values->find(part.name);
  return value == values->end() ? std::vector<std::string>()
                                : std::vector<std::string>{std::string(value->second)};
}

std::string url_of(const std::string& key, Subject& subject) {
  const auto path = key.starts_with("urlPath") ? subject.path() : std::nullopt;
  return std::string(path ? *path : subject.url());
}

std::vector<std::string> host_of(Subject& subject) {
  if (!subject.authority()) return {};
  return {std::string(subject.authority()->host)};
}

/// Takes a pattern apart.
class Splitter {
 public:
  explicit Splitter(const Json& pattern)
      : pattern_(pattern), template_(pattern.value("urlPathTemplate", "")) {}

  std::vector<PatternPart> split() {
    for (const auto& [key, value] : pattern_.items()) {
      if (has_names(key)) {
        for (const auto& [name, matcher] : value.items()) add_named(key, name, matcher);
      } else if (key == "bodyPatterns") {
        for (const Json& one : value) add(key, "", one, Json{{key, Json::array({one})}});
      } else {
        add(key, "", value, Json{{key, value}});
      }
    }
    return std::move(parts_);
  }

 private:
  void add(const std::string& key, const std::string& name, const Json& expected,
           const Json& alone) {
    parts_.push_back(
        {key, name, std::make_shared<const Json>(expected), CallPattern(alone), template_});
  }
  // What a name of the path stands for, its template says.
  void add_named(const std::string& key, const std::string& name, const Json& matcher) {
    Json alone = {{key, Json{{name, matcher}}}};
    if (key == "pathParameters" && !template_.empty()) alone["urlPathTemplate"] = template_;
    add(key, name, matcher, alone);
  }

  const Json& pattern_;
  const std::string template_;
  std::vector<PatternPart> parts_;
};

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

bool is_secret(const PatternPart& part) { return asks_for_secret(part.key, part.name); }

Json shown_expectation(const PatternPart& part) {
  return masked_pattern({{part.key, *part.expected}}).at(part.key);
}

std::vector<std::string> shown_values(const PatternPart& part, const Request& request) {
  std::vector<std::string> values = values_of(part, request);
  if (part.key.starts_with("url"))
    for (std::string& value : values) value = mask_query(value);
  return values;
}

std::vector<PatternPart> parts_of(const Json& pattern) {
  const CallPattern checked(pattern);
  return Splitter(pattern).split();
}

std::vector<std::string> values_of(const PatternPart& part, const Request& request) {
  Subject subject(request);
  if (part.key == "method") return {std::string(request.method)};
  if (part.key == "scheme") return {std::string(scheme_of(request))};
  if (part.key == "host") return host_of(subject);
  if (part.key == "port") return {std::to_string(subject.port())};
  if (part.key == "clientIp") return {client_ip(request)};
  if (part.key.starts_with("url")) return {url_of(part.key, subject)};
  if (part.key == "pathParameters") return path_parameter(part, subject);
  if (part.key == "headers") return copied(subject.headers(part.name));
  if (part.key == "queryParameters") return copied(subject.query(part.name).value_or(ValueList()));
  if (part.key == "formParameters") return copied(subject.form(part.name));
  if (part.key == "cookies") return copied(subject.cookies(part.name));
  if (part.key == "bodyPatterns") return {std::string(subject.content())};
  return {};
}

}  // namespace emulator
