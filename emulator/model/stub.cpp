#include "emulator/model/stub.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

RequestPattern read_request(const PatternSite& site) {
  return read_inside(site, [](const Json& pattern) { return RequestPattern(pattern); });
}

std::string text_or_empty(const PatternSite& site, std::string_view name) {
  if (!site.has(name) || site.member(name).value.is_null()) return {};
  return site.member(name).text();
}

std::optional<std::string> optional_text(const PatternSite& site, std::string_view name) {
  if (!site.has(name) || site.member(name).value.is_null()) return std::nullopt;
  return site.member(name).text();
}

// Kept for whoever asks, and never acted on.
void check_kept(const PatternSite& site) {
  if (site.has("metadata")) site.member("metadata").object();
  if (site.has("persistent")) site.member("persistent").flag();
}

Json shown_request(const PatternSite& site) {
  Json shown = Json::object();
  const Json given = site.has("request") ? site.member("request").value : Json::object();
  shown["method"] = given.value("method", Json("ANY"));
  for (const auto& [key, value] : given.items())
    shown[key == "basicAuth" ? "basicAuthCredentials" : key] = value;
  return shown;
}

Json shown(const PatternSite& site, const std::string& id) {
  Json out = {{"id", id}, {"uuid", id}};
  for (const char* key : {"name", "priority", "persistent"}) {
    if (site.has(key) && !site.member(key).value.is_null()) out[key] = site.member(key).value;
  }
  out["request"] = shown_request(site);
  out["response"] = Json::object();
  if (site.has("response")) {
    for (const auto& [key, value] : site.member("response").value.items())
      if (!value.is_null()) out["response"][key] = value;
  }
  if (!out["response"].contains("status")) out["response"]["status"] = 200;
  for (const char* key : {"scenarioName", "requiredScenarioState", "newScenarioState", "metadata",
                          "postServeActions", "serveEventListeners"}) {
    if (site.has(key) && !site.member(key).value.is_null()) out[key] = site.member(key).value;
  }
  return out;
}

}  // namespace

std::string given_id(const PatternSite& site) {
  const std::string id = text_or_empty(site.object(), "id");
  return id.empty() ? text_or_empty(site, "uuid") : id;
}

// Its patterns hold what the request says once more, compiled.
std::size_t size_in_bytes(const Stub& stub) {
  std::size_t bytes = sizeof(stub) + stub.name.size() + stub.scenario.size();
  if (stub.response.response.body) bytes += stub.response.response.body->size();
  if (stub.content) bytes += size_in_bytes(*stub.content);
  if (stub.json) bytes += size_in_bytes(*stub.json) + size_in_bytes(stub.json->at("request"));
  return bytes;
}

StubPtr read_stub(const PatternSite& site, const std::string& id) {
  site.object().allow_only({"id", "uuid", "name", "priority", "persistent", "request", "response",
                            "scenarioName", "requiredScenarioState", "newScenarioState", "metadata",
                            "postServeActions", "serveEventListeners", "insertionIndex"});
  check_kept(site);
  auto stub = std::make_shared<Stub>();
  stub->id = id;
  stub->name = text_or_empty(site, "name");
  if (site.has("priority") && !site.member("priority").value.is_null())
    stub->priority = static_cast<int>(site.member("priority").whole_number(0, 1'000'000'000));
  if (site.has("request")) stub->request = read_request(site.member("request"));
  if (site.has("response")) stub->response = read_stub_response(site.member("response"));
  stub->scenario = text_or_empty(site, "scenarioName");
  stub->required_state = optional_text(site, "requiredScenarioState");
  stub->new_state = optional_text(site, "newScenarioState");
  if (const auto& body = stub->response.response.body) {
    Json content = shallow_json(*body);
    if (!content.is_discarded()) stub->content = std::make_shared<const Json>(std::move(content));
  }
  stub->json = std::make_shared<const Json>(shown(site, id));
  return stub;
}

}  // namespace emulator
