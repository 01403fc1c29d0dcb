#include "emulator/testing/match.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/testing/error.h"
#include "emulator/text/json.h"

namespace emulator::testing {
namespace {

/// In place of a name: one more element of the key's list.
constexpr const char* kAppended = "[]";

Match with_url_of(const char* method, const std::string& url) {
  return Match().with_method(method).with_url(url);
}

}  // namespace

Matcher::Matcher(const char* text) : Matcher(std::string(text)) {}
Matcher::Matcher(const std::string& text) : Matcher("equalTo", text) {}
Matcher::Matcher(const std::string& operation, const Value& operand)
    : value_(Members{{operation, operand}}) {}

Matcher equal_to(const std::string& text) { return {"equalTo", text}; }
Matcher contains(const std::string& text) { return {"contains", text}; }
Matcher matches(const std::string& regex) { return {"matches", regex}; }
Matcher absent() { return {"absent", true}; }
Matcher equal_to_json(const Value& value) { return {"equalToJson", value}; }
Matcher matches_json_path(const std::string& path) { return {"matchesJsonPath", path}; }

Match Match::json(const std::string& pattern) {
  const Json object = Json::parse(Value::json(pattern).text());
  if (!object.is_object()) throw Error("a request pattern is a JSON object, not " + pattern);
  Match match;
  for (const auto& [key, value] : object.items())
    match = match.with(key, "", Value::json(value.dump()));
  return match;
}

Match Match::with(const std::string& key, const std::string& name, const Value& value) const {
  Match more = *this;
  more.parts_.push_back({key, name, value});
  return more;
}

Match Match::with_method(const std::string& method) const { return with("method", "", method); }
Match Match::with_url(const std::string& url) const {
  return with(url.find('?') == std::string::npos ? "urlPath" : "url", "", url);
}
Match Match::with_path_matching(const std::string& regex) const {
  return with("urlPathPattern", "", regex);
}
Match Match::with_query(const std::string& name, const Matcher& matcher) const {
  return with("queryParameters", name, matcher.value());
}
Match Match::with_header(const std::string& name, const Matcher& matcher) const {
  return with("headers", name, matcher.value());
}
Match Match::with_cookie(const std::string& name, const Matcher& matcher) const {
  return with("cookies", name, matcher.value());
}
Match Match::with_form(const std::string& name, const Matcher& matcher) const {
  return with("formParameters", name, matcher.value());
}
Match Match::with_body(const Matcher& matcher) const {
  return with("bodyPatterns", kAppended, matcher.value());
}
Match Match::with_basic_auth(const std::string& user, const std::string& password) const {
  return with("basicAuth", "", Members{{"username", user}, {"password", password}});
}

Match Match::with_operation(const std::string& id) const { return with("operationId", "", id); }
Match Match::accepted() const { return with("outcome", "", "accepted"); }
Match Match::refused() const { return with("outcome", "", "refused"); }
Match Match::violating(const std::string& rule) const { return with("violated", "", rule); }

std::string Match::text() const {
  Json pattern = Json::object();
  for (const Part& part : parts_) {
    Json value = Json::parse(part.value.text());
    if (part.name.empty()) {
      pattern[part.key] = std::move(value);
    } else if (part.name == kAppended) {
      pattern[part.key].push_back(std::move(value));
    } else {
      pattern[part.key][part.name] = std::move(value);
    }
  }
  return pattern.dump();
}

Match any(const std::string& url) { return Match().with_url(url); }
Match get(const std::string& url) { return with_url_of("GET", url); }
Match post(const std::string& url) { return with_url_of("POST", url); }
Match put(const std::string& url) { return with_url_of("PUT", url); }
Match patch(const std::string& url) { return with_url_of("PATCH", url); }
Match del(const std::string& url) { return with_url_of("DELETE", url); }
Match operation(const std::string& id) { return Match().with_operation(id); }

}  // namespace emulator::testing
