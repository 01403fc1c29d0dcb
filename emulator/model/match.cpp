#include "emulator/model/match.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/model/json_words.h"
#include "emulator/model/matcher.h"
#include "emulator/model/pattern_reader.h"
#include "emulator/model/target.h"
#include "emulator/model/values_matcher.h"
#include "emulator/text/base64.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

/// A request under question; its target is parsed only if a part asks for it, and once.
class Subject {
 public:
  explicit Subject(const Request& request) : request_(request) {}

  const Request& request() const { return request_; }

  /// nullptr: the target cannot be read.
  const Target* target() {
    if (!target_) target_ = parse_target(request_.target);
    return *target_ ? &**target_ : nullptr;
  }

  /// Of a URL-encoded body; another one: none.
  const std::vector<QueryParameter>& form() {
    if (form_) return form_->query;
    const HeaderLine* type = request_.header("Content-Type");
    const bool encoded =
        type && equal_ignoring_case(type->value.substr(0, type->value.find_first_of("; \t")),
                                    "application/x-www-form-urlencoded");
    // Such a body is written as a query is.
    form_text_ = encoded ? "/?" + request_.body : "/";
    form_ = parse_target(form_text_).value_or(Target());
    return form_->query;
  }

  /// Path and query as sent, without "http://host"; unreadable: the target as sent.
  std::string_view url() {
    const Target* parsed = target();
    if (parsed == nullptr) return request_.target;
    const auto url = request_.target.substr(request_.target.size() - length_of(*parsed));
    if (url.front() == '/' || url == "*") return url;
    // In "http://host?a" the path is not written.
    composed_ = "/?" + std::string(parsed->raw_query);
    return parsed->has_query ? std::string_view(composed_) : parsed->path;
  }

 private:
  static std::size_t length_of(const Target& target) {
    return target.path.size() + (target.has_query ? 1 + target.raw_query.size() : 0);
  }

  const Request& request_;
  std::optional<std::optional<Target>> target_;
  std::string composed_;
  std::string form_text_;
  std::optional<Target> form_;
};

void add_cookies(std::string_view line, const std::string& name,
                 std::vector<std::string_view>& values) {
  while (!line.empty()) {
    const auto end = line.find(';');
    std::string_view pair = line.substr(0, end);
    pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      values.push_back(pair.substr(equals + 1));
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
  }
}

struct MethodIs {
  std::string method;
  bool matches(Subject& subject) const {
    const std::string_view found = subject.request().method;
    // The Java client's getOrHead() writes the two as one.
    if (method == "GET_OR_HEAD") return found == "GET" || found == "HEAD";
    return method == "ANY" || found == method;
  }
};

struct UrlIs {
  std::string url;
  bool matches(Subject& subject) const { return subject.url() == url; }
};

struct UrlMatches {
  Regex regex;
  bool matches(Subject& subject) const { return regex.matches(subject.url()); }
};

struct PathIs {
  std::string path;
  bool matches(Subject& subject) const {
    const Target* target = subject.target();
    return target != nullptr && target->path == path;
  }
};

struct PathMatches {
  Regex regex;
  bool matches(Subject& subject) const {
    const Target* target = subject.target();
    return target != nullptr && regex.matches(target->path);
  }
};

struct HeaderMatches {
  std::string name;
  ValuesMatcher matcher;
  bool matches(Subject& subject) const {
    std::vector<std::string_view> values;
    for (const auto& line : subject.request().headers) {
      if (equal_ignoring_case(line.name, name)) values.push_back(line.value);
    }
    return matcher.matches(values);
  }
};

struct QueryParameterMatches {
  std::string name;
  ValuesMatcher matcher;
  bool matches(Subject& subject) const {
    const Target* target = subject.target();
    if (target == nullptr) return false;
    std::vector<std::string_view> values;
    for (const auto& parameter : target->query) {
      if (parameter.name == name) values.push_back(parameter.value);
    }
    return matcher.matches(values);
  }
};

struct FormParameterMatches {
  std::string name;
  ValuesMatcher matcher;
  bool matches(Subject& subject) const {
    std::vector<std::string_view> values;
    for (const auto& parameter : subject.form()) {
      if (parameter.name == name) values.push_back(parameter.value);
    }
    return matcher.matches(values);
  }
};

struct CookieMatches {
  std::string name;
  ValuesMatcher matcher;
  bool matches(Subject& subject) const {
    std::vector<std::string_view> values;
    for (const auto& line : subject.request().headers) {
      if (equal_ignoring_case(line.name, "Cookie")) add_cookies(line.value, name, values);
    }
    return matcher.matches(values);
  }
};

struct BasicAuthIs {
  std::string credentials;  ///< in base64
  bool matches(Subject& subject) const {
    const HeaderLine* line = subject.request().header("Authorization");
    if (line == nullptr) return false;
    const auto space = line->value.find(' ');
    return space != std::string_view::npos &&
           equal_ignoring_case(line->value.substr(0, space), "Basic") &&
           line->value.substr(space + 1) == credentials;
  }
};

/// An empty body is no value.
struct BodyMatches {
  ValueMatcher matcher;
  bool matches(Subject& subject) const {
    const std::string& body = subject.request().body;
    return body.empty() ? matcher.matches_missing() : matcher.matches(body);
  }
};

using Part = std::variant<MethodIs, UrlIs, UrlMatches, PathIs, PathMatches, HeaderMatches,
                          QueryParameterMatches, FormParameterMatches, CookieMatches, BasicAuthIs,
                          BodyMatches>;
using PartList = std::vector<Part>;

/// A key of the pattern and the parts it adds.
struct KeyRow {
  std::string_view name;
  bool is_url = false;
  void (*read)(const PatternSite& site, PartList& parts) = nullptr;  // null: not supported
};

template <class Named>
void read_named(const PatternSite& site, PartList& parts) {
  for (const auto& [name, matcher] : site.object().value.items()) {
    const std::string pointer = site.member(name).pointer;
    parts.push_back(Named{name, ValuesMatcher(matcher, pointer)});
  }
}

template <class WithText>
void read_text(const PatternSite& site, PartList& parts) {
  parts.push_back(WithText{site.text()});
}

template <class WithRegex>
void read_regex(const PatternSite& site, PartList& parts) {
  parts.push_back(WithRegex{site.regex()});
}

void read_body_patterns(const PatternSite& site, PartList& parts) {
  for (std::size_t i = 0; i < site.array().value.size(); ++i) {
    const PatternSite one = site.element(i);
    parts.push_back(BodyMatches{ValueMatcher(one.value, one.pointer)});
  }
}

void read_basic_auth(const PatternSite& site, PartList& parts) {
  site.object().allow_only({"username", "password"});
  parts.push_back(BasicAuthIs{
      to_base64(site.required("username").text() + ":" + site.required("password").text())});
}

constexpr KeyRow kKeys[] = {
    {"method", false, read_text<MethodIs>},
    {"url", true, read_text<UrlIs>},
    {"urlPattern", true, read_regex<UrlMatches>},
    {"urlPath", true, read_text<PathIs>},
    {"urlPathPattern", true, read_regex<PathMatches>},
    {"headers", false, read_named<HeaderMatches>},
    {"queryParameters", false, read_named<QueryParameterMatches>},
    {"urlPathTemplate", true},
    {"pathParameters"},
    {"formParameters", false, read_named<FormParameterMatches>},
    {"cookies", false, read_named<CookieMatches>},
    {"basicAuth", false, read_basic_auth},
    {"basicAuthCredentials", false, read_basic_auth},
    {"bodyPatterns", false, read_body_patterns},
    {"host"},
    {"port"},
    {"scheme"},
    {"clientIp"},
    {"customMatcher"},
    {"multipartPatterns"},
};

const KeyRow& row_of(const PatternSite& site, const std::string& key) {
  const auto row = std::find_if(std::begin(kKeys), std::end(kKeys),
                                [&](const KeyRow& candidate) { return candidate.name == key; });
  if (row == std::end(kKeys)) {
    std::vector<std::string> names;
    for (const auto& known : kKeys) names.emplace_back(known.name);
    const auto meant = nearest(key, names);
    site.refuse("a request pattern has no key " + brief(key) +
                (meant.empty() ? "" : "; did you mean " + brief(meant) + "?"));
  }
  if (row->read == nullptr) site.refuse("the key " + brief(key) + " is not supported");
  return *row;
}

PartList read_parts(const PatternSite& pattern) {
  PartList parts;
  std::string_view url_key;
  for (const auto& [key, value] : pattern.object().value.items()) {
    const PatternSite site = pattern.member(key);
    const KeyRow& row = row_of(site, key);
    if (row.is_url) {
      if (!url_key.empty()) {
        site.refuse(brief(url_key) + " and " + brief(key) + " exclude each other; keep one");
      }
      url_key = row.name;
    }
    row.read(site, parts);
  }
  return parts;
}

}  // namespace

struct RequestPattern::Parts {
  PartList all;
};

RequestPattern::RequestPattern() : parts_(std::make_shared<Parts>()) {}

RequestPattern::RequestPattern(const Json& pattern)
    : parts_(std::make_shared<Parts>(Parts{read_parts({pattern, ""})})) {}

bool RequestPattern::matches(const Request& request) const {
  Subject subject(request);
  return std::all_of(parts_->all.begin(), parts_->all.end(), [&](const Part& part) {
    return std::visit([&](const auto& one) { return one.matches(subject); }, part);
  });
}

}  // namespace emulator
