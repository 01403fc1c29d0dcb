#include "emulator/decide/near_operation.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/target.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

/// The URL that a pattern compares byte for byte.
/// key  under which it stands
struct PlainUrl {
  std::string key;
  std::string text;
};

PlainUrl plain_url(const Json& pattern) {
  for (const char* key : {"url", "urlPath", "urlPathTemplate"}) {
    const auto found = pattern.find(key);
    if (found != pattern.end() && found->is_string()) return {key, found->get<std::string>()};
  }
  return {};
}

bool is_answered_by(const Operation& operation, const std::string& method) {
  if (method == "ANY" || operation.method == method) return true;
  return (method == "HEAD" || method == "GET_OR_HEAD") && operation.method == "GET";
}

std::vector<const Operation*> operations_of(const Model& model, const Router::Route& route) {
  std::vector<const Operation*> all;
  for (const auto& [method, index] : *route.methods) all.push_back(&model.operations[index]);
  return all;
}

std::string call_of(const Operation& operation) {
  return operation.method + " " + operation.full_path();
}

// A path with other methods.
std::string why_other_method(const std::vector<const Operation*>& operations,
                             const std::string& method) {
  std::vector<std::string> calls;
  for (const Operation* operation : operations) {
    if (is_answered_by(*operation, method)) return {};
    calls.push_back(call_of(*operation));
  }
  return "its path is not documented for " + method + "; did you mean " + listed(calls, "or") + "?";
}

// A whole URL without the parameters that must be in its query.
std::string why_query_lacks(const std::vector<const Operation*>& operations,
                            const std::string& method) {
  std::string why;
  for (const Operation* operation : operations) {
    if (!is_answered_by(*operation, method)) continue;
    std::vector<std::string> names;
    for (const Parameter& parameter : operation->parameters)
      if (parameter.in == In::kQuery && parameter.required)
        names.push_back(in_quotes(parameter.name));
    if (names.empty()) return {};
    if (why.empty())
      why = "its url has no query, and " + call_of(*operation) + " requires " + listed(names) +
            "; use urlPath for calls with any query";
  }
  return why;
}

// So short a name has no slips.
constexpr std::size_t kShortestMistyped = 3;

bool is_mistyped(const std::string& meant, const std::string& segment) {
  return meant.size() >= kShortestMistyped && !nearest(segment, std::span(&meant, 1)).empty();
}

// Every segment is that of the template, or a slip away.
bool is_slip_of(const PathTemplate& path, const std::vector<std::string>& segments) {
  if (path.segments.size() != segments.size()) return false;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const PathTemplate::Segment& parts = path.segments[i];
    if (std::any_of(parts.begin(), parts.end(), [](const auto& part) { return part.parameter; }))
      continue;
    const std::string literal = parts.empty() ? std::string() : parts.front().text;
    if (literal != segments[i] && !is_mistyped(literal, segments[i])) return false;
  }
  return true;
}

std::string why_other_path(const Model& model, const std::vector<std::string>& segments,
                           const std::string& method) {
  for (const std::string& path : model.router.nearest(segments, 1)) {
    if (!is_slip_of(PathTemplate(path), segments)) continue;
    std::vector<std::string> calls;
    for (const Operation& operation : model.operations) {
      if (!is_answered_by(operation, method) || operation.full_path() != path) continue;
      // Operations that are told apart by version have one call.
      if (calls.empty() || calls.back() != call_of(operation)) calls.push_back(call_of(operation));
    }
    return "its path is not documented; did you mean " +
           (calls.empty() ? in_quotes(path) : listed(calls, "or")) + "?";
  }
  return {};
}

}  // namespace

std::string why_operation_is_missed(const Model& model, const Stub& stub) {
  const Json& pattern = stub.json->at("request");
  const PlainUrl url = plain_url(pattern);
  const auto target = parse_target(url.text);
  if (!target || target->segments.empty()) return {};
  const std::string method = pattern.value("method", "ANY");
  if (method == "OPTIONS") return {};  // every path has it
  const Router::Route route = model.router.find(target->segments);
  if (!route.methods) return why_other_path(model, target->segments, method);
  const auto operations = operations_of(model, route);
  std::string why = why_other_method(operations, method);
  if (why.empty() && url.key == "url" && !target->has_query)
    why = why_query_lacks(operations, method);
  return why;
}

}  // namespace emulator
