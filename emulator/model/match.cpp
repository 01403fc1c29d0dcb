#include "emulator/model/match.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/model/json_words.h"
#include "emulator/model/matcher.h"
#include "emulator/model/pattern_reader.h"
#include "emulator/model/request_origin.h"
#include "emulator/model/subject.h"
#include "emulator/model/url_template.h"
#include "emulator/model/values_matcher.h"
#include "emulator/text/base64.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

// A pattern's parts are tried cheapest first: most requests differ in their method, path or a header, and are done
// with before anything is decoded.
enum Cost { kComparison, kHeaderLines, kParameters, kExpression, kContent };

struct MethodIs {
  static constexpr Cost kCost = kComparison;
  std::string method;
  bool matches(Subject& subject) const {
    const std::string_view found = subject.request().method;
    // The Java client's getOrHead() writes the two as one.
    if (method == "GET_OR_HEAD") return found == "GET" || found == "HEAD";
    return method == "ANY" || found == method;
  }
};

struct UrlIs {
  static constexpr Cost kCost = kComparison;
  std::string url;
  bool matches(Subject& subject) const { return subject.url() == url; }
};

struct UrlMatches {
  static constexpr Cost kCost = kExpression;
  Regex regex;
  bool matches(Subject& subject) const { return regex.matches(subject.url()); }
};

struct PathIs {
  static constexpr Cost kCost = kComparison;
  std::string path;
  bool matches(Subject& subject) const { return subject.path() == path; }
};

struct PathMatches {
  static constexpr Cost kCost = kExpression;
  Regex regex;
  bool matches(Subject& subject) const {
    const auto path = subject.path();
    return path && regex.matches(*path);
  }
};

/// The values of one name: of a header, a parameter, a cookie.
struct HeaderMatches {
  static constexpr Cost kCost = kHeaderLines;
  std::string name;
  ValuesMatcher matcher;
  bool matches(Subject& subject) const { return matcher.matches(subject.headers(name)); }
};

struct QueryParameterMatches {
  static constexpr Cost kCost = kParameters;
  std::string name;
  ValuesMatcher matcher;
  bool matches(Subject& subject) const {
    const auto values = subject.query(name);
    return values && matcher.matches(*values);
  }
};

struct FormParameterMatches {
  static constexpr Cost kCost = kContent;
  std::string name;
  ValuesMatcher matcher;
  bool matches(Subject& subject) const { return matcher.matches(subject.form(name)); }
};

struct CookieMatches {
  static constexpr Cost kCost = kParameters;
  std::string name;
  ValuesMatcher matcher;
  bool matches(Subject& subject) const { return matcher.matches(subject.cookies(name)); }
};

/// Parameters are asked about as they were sent, not decoded.
struct PathFits {
  static constexpr Cost kCost = kExpression;
  UrlTemplate path;
  std::vector<std::pair<std::string, ValueMatcher>> parameters;
  bool matches(Subject& subject) const {
    const auto sent = subject.path();
    const auto values = sent ? path.match(*sent) : std::nullopt;
    return values && std::all_of(parameters.begin(), parameters.end(), [&](const auto& one) {
             const auto value = values->find(one.first);
             return value == values->end() ? one.second.matches_missing()
                                           : one.second.matches(value->second);
           });
  }
};

struct HostMatches {
  static constexpr Cost kCost = kHeaderLines;
  ValueMatcher matcher;
  bool matches(Subject& subject) const {
    const auto& authority = subject.authority();
    return authority ? matcher.matches(authority->host) : matcher.matches_missing();
  }
};

struct PortIs {
  static constexpr Cost kCost = kHeaderLines;
  int port;
  bool matches(Subject& subject) const { return subject.port() == port; }
};

struct SchemeIs {
  static constexpr Cost kCost = kComparison;
  std::string scheme;
  bool matches(Subject& subject) const { return scheme_of(subject.request()) == scheme; }
};

struct ClientIpMatches {
  static constexpr Cost kCost = kHeaderLines;
  ValueMatcher matcher;
  bool matches(Subject& subject) const { return matcher.matches(client_ip(subject.request())); }
};

struct BasicAuthIs {
  static constexpr Cost kCost = kHeaderLines;
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
  static constexpr Cost kCost = kContent;
  ValueMatcher matcher;
  bool matches(Subject& subject) const {
    const std::string_view body = subject.content();
    return body.empty() ? matcher.matches_missing() : matcher.matches(body);
  }
};

using Part = std::variant<MethodIs, UrlIs, UrlMatches, PathIs, PathMatches, HeaderMatches, PathFits,
                          QueryParameterMatches, FormParameterMatches, CookieMatches, BasicAuthIs,
                          BodyMatches, HostMatches, PortIs, SchemeIs, ClientIpMatches>;
using PartList = std::vector<Part>;

Cost cost_of(const Part& part) {
  return std::visit([](const auto& one) { return one.kCost; }, part);
}

/// A key of the pattern and the parts it adds.
struct KeyRow {
  std::string_view name;
  bool is_url = false;
  void (*read)(const PatternSite& site, PartList& parts) = nullptr;  // null: not supported
};

// Each is asked of every call; nobody writes more.
constexpr std::size_t kMostMatchers = 1'000;

void bound(const PatternSite& site) {
  if (site.value.size() > kMostMatchers)
    site.refuse("has " + std::to_string(site.value.size()) +
                " matchers, at most 1,000 may be given");
}

template <class Named>
void read_named(const PatternSite& site, PartList& parts) {
  bound(site.object());
  for (const auto& [name, matcher] : site.value.items()) {
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

template <class Matching>
void read_value(const PatternSite& site, PartList& parts) {
  parts.push_back(Matching{ValueMatcher(site.value, site.pointer)});
}

void read_port(const PatternSite& site, PartList& parts) {
  parts.push_back(PortIs{static_cast<int>(site.whole_number(0, 65'535))});
}

void read_template(const PatternSite& site, PartList& parts) {
  try {
    parts.push_back(PathFits{UrlTemplate(site.text()), {}});
  } catch (const std::invalid_argument& mistake) {
    site.refuse(brief(site.text()) + " is no path template: " + mistake.what());
  }
}

// Of the template, wherever that stands; without one they are checked and then ignored, as WireMock does.
void read_path_parameters(const PatternSite& site, PartList& parts) {
  std::vector<std::pair<std::string, ValueMatcher>> parameters;
  for (const auto& [name, matcher] : site.object().value.items())
    parameters.emplace_back(name, ValueMatcher(matcher, site.member(name).pointer));
  for (Part& part : parts)
    if (auto* fits = std::get_if<PathFits>(&part)) fits->parameters = parameters;
}

void read_body_patterns(const PatternSite& site, PartList& parts) {
  bound(site.array());
  for (std::size_t i = 0; i < site.value.size(); ++i) {
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
    {"urlPathTemplate", true, read_template},
    {"formParameters", false, read_named<FormParameterMatches>},
    {"cookies", false, read_named<CookieMatches>},
    {"basicAuth", false, read_basic_auth},
    {"basicAuthCredentials", false, read_basic_auth},
    {"bodyPatterns", false, read_body_patterns},
    {"host", false, read_value<HostMatches>},
    {"port", false, read_port},
    {"scheme", false, read_text<SchemeIs>},
    {"clientIp", false, read_value<ClientIpMatches>},
    {"pathParameters", false, read_path_parameters},
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
    if (row.read != read_path_parameters) row.read(site, parts);
  }
  if (pattern.has("pathParameters")) read_path_parameters(pattern.member("pathParameters"), parts);
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return cost_of(a) < cost_of(b); });
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
  return matches(subject);
}

bool RequestPattern::matches(Subject& subject) const {
  return std::all_of(parts_->all.begin(), parts_->all.end(), [&](const Part& part) {
    return std::visit([&](const auto& one) { return one.matches(subject); }, part);
  });
}

}  // namespace emulator
