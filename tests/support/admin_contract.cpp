#include "tests/support/admin_contract.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/decide/stub_answer.h"
#include "emulator/model/media_type.h"
#include "emulator/model/target.h"
#include "tests/support/project_dir.h"

namespace emulator {
namespace {

ModelPtr read_contract() {
  Findings findings;
  auto model =
      load_model(read_document_file(support::project_dir() + "/docs/admin-openapi.yaml", findings),
                 {}, {}, findings);
  for (const Finding& finding : findings.sorted()) MESSAGE(to_text(finding));
  REQUIRE(model);
  return model;
}

// Without "/__space/NAME"; another path: empty.
std::vector<std::string> admin_segments(const Request& request) {
  const auto target = parse_target(request.target);
  if (!target) return {};
  std::vector<std::string> segments = target->segments;
  if (segments.size() > 2 && segments[0] == "__space")
    segments.erase(segments.begin(), segments.begin() + 2);
  if (segments.empty() || segments[0] != "__admin") return {};
  // The name of a file is one parameter, whatever is in it.
  if (segments.size() > 3 && segments[1] == "files") segments.resize(3);
  return segments;
}

bool is_bare(const Response& response) { return !response.body || response.body->empty(); }

// As its schema sees it: what is not of JSON's types is a string.
Json content_of(const Response& response) {
  if (is_bare(response)) return nullptr;
  const std::string* type = response.header("Content-Type");
  if (type && is_json_media_type(*type)) return Json::parse(*response.body, nullptr, false);
  return *response.body;
}

std::vector<std::string> breaches_of_unknown(const Response& response) {
  if (response.status == 403 || response.status == 401) return {};
  if (response.status == 404 && is_bare(response)) return {};
  return {"no operation is documented, so the answer should be 404 without a body, is " +
          std::to_string(response.status)};
}

std::vector<std::string> breaches_of(const Operation& operation, const Response& response) {
  const Json content = content_of(response);
  std::vector<std::string> out;
  for (const Objection& objection : objections_to(
           operation, response, content.is_discarded() ? nullptr : &content, "the admin protocol"))
    out.push_back(objection.text);
  const auto* documented = operation.response_with_key(std::to_string(response.status));
  if (documented && documented->contents.empty() != is_bare(response))
    out.push_back(is_bare(response) ? "a body is documented, none was sent"
                                    : "no body is documented, one was sent: " + *response.body);
  return out;
}

}  // namespace

const Model& admin_document() {
  static const ModelPtr model = read_contract();
  return *model;
}

std::vector<std::string> breaches_of_contract(const Request& request, const Response& response) {
  const std::vector<std::string> segments = admin_segments(request);
  if (segments.empty()) return {};
  const bool is_preflight = request.method == "OPTIONS" && request.header("Origin");
  if (is_preflight)
    return is_bare(response) || response.status == 403
               ? std::vector<std::string>()
               : std::vector<std::string>{"a preflight was answered with a body"};
  const Model& model = admin_document();
  const Router::Route route = model.router.find(segments);
  const auto found = route.methods ? route.methods->find(std::string(request.method))
                                   : decltype(route.methods->end())();
  if (!route.methods || found == route.methods->end()) return breaches_of_unknown(response);
  return breaches_of(model.operations[found->second], response);
}

std::vector<std::string> breaches_of_event(const std::string& name, const std::string& data) {
  const Json value = Json::parse(data, nullptr, false);
  if (value.is_discarded()) return {"the data are not JSON: " + data};
  Findings findings;
  const Schema schema(
      admin_document().documents.front(),
      name.empty() ? "/components/schemas/Event" : "/components/schemas/MissedCalls", findings);
  REQUIRE(findings.sorted().empty());
  std::vector<std::string> out;
  for (const SchemaError& error : schema.validate(value))
    out.push_back("event '" + name + "', " + error.instance + ": " + error.message);
  return out;
}

void check_contract(const Request& request, const Response& response) {
  for (const std::string& breach : breaches_of_contract(request, response))
    FAIL_CHECK(std::string(request.method) << " " << std::string(request.target) << " answered "
                                           << response.status << ": " << breach);
}

}  // namespace emulator
