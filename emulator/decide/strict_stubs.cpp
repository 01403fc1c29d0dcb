#include "emulator/decide/strict_stubs.h"

#include <nlohmann/json.hpp>

#include "emulator/decide/stub_answer.h"
#include "emulator/model/target.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

/// A path that no parameter's value makes special.
std::string filled(const std::string& path) {
  std::string out;
  for (std::size_t at = 0; at < path.size(); ++at) {
    out += path[at] == '{' ? 'x' : path[at];
    if (path[at] == '{') at = std::min(path.find('}', at), path.size());
  }
  return out;
}

std::string text_of(const Json& request, const char* key) {
  const auto member = request.find(key);
  return member != request.end() && member->is_string() ? member->get<std::string>()
                                                        : std::string();
}

bool has_method(const Operation& operation, const std::string& method) {
  return method == "ANY" || operation.method == method ||
         (method == "HEAD" && operation.method == "GET");
}

using Operations = std::vector<const Operation*>;

// Of one path.
Operations at_path(const Model& model, const std::string& path, const std::string& method) {
  Operations out;
  const auto target = parse_target(path);
  const Router::Route route = target ? model.router.find(target->segments) : Router::Route();
  if (!route.methods) return out;
  for (const auto& [name, index] : *route.methods) {
    if (!has_method(model.operations[index], method)) continue;
    const auto rivals = model.rivals.find(index);
    if (rivals == model.rivals.end()) out.push_back(&model.operations[index]);
    for (std::size_t i = 0; rivals != model.rivals.end() && i < rivals->second.size(); ++i)
      out.push_back(&model.operations[rivals->second[i]]);
  }
  return out;
}

// Whose path the pattern fits as it is documented.
Operations by_shape(const Model& model, const Json& request, const std::string& method) {
  Json pattern = Json::object();
  for (const char* key : {"urlPattern", "urlPathPattern"})
    if (request.contains(key)) pattern[key] = request.at(key);
  const RequestPattern url(pattern);
  Operations out;
  for (const Operation& operation : model.operations) {
    if (has_method(operation, method) &&
        url.matches(make_request("GET", filled(operation.full_path()))))
      out.push_back(&operation);
  }
  return out;
}

// Where in the stub mapping an objection is about something.
std::string place_in(const PatternSite& site, const Objection& objection) {
  const std::string response = site.pointer + "/response";
  if (!site.has("response")) return site.pointer;
  const Json& given = site.member("response").value;
  if (objection.about == Objection::About::kStatus)
    return given.contains("status") ? response + "/status" : response;
  if (objection.about == Objection::About::kMediaType)
    return given.contains("headers") ? response + "/headers" : response;
  for (const char* key : {"body", "jsonBody", "base64Body", "bodyFileName"}) {
    if (given.contains(key))
      return response + "/" + key + (key == std::string("jsonBody") ? objection.instance : "");
  }
  return response;
}

}  // namespace

void refuse_undocumented(const Stub& stub, const BodyFilePtr& file, const PatternSite& site,
                         const Model& model) {
  if (!stub.response.fault.empty()) return;
  const Json& request = stub.json->at("request");
  const std::string method = request.at("method");
  for (const char* key : {"url", "urlPath", "urlPathTemplate"}) {
    const std::string path = text_of(request, key);
    if (path.empty()) continue;
    if (at_path(model, filled(path), method).empty())
      throw PatternError(site.pointer + "/request/" + key,
                         "no documented operation answers " + method + " " + in_quotes(path) +
                             "; the emulator was started with --strict-stubs");
  }
  const std::string url =
      text_of(request, "url") + text_of(request, "urlPath") + text_of(request, "urlPathTemplate");
  const Operations operations =
      url.empty() ? by_shape(model, request, method) : at_path(model, filled(url), method);
  for (const Operation* operation : operations) {
    const auto objections = objections_to(*operation, stub, file);
    if (objections.empty()) continue;
    throw PatternError(place_in(site, objections.front()),
                       objections.front().text + "; the emulator was started with --strict-stubs");
  }
}

}  // namespace emulator
