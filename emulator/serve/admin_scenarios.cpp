#include "emulator/serve/admin_scenarios.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/serve/space.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr int kNoSuchState = 11;

Json shown(const Scenario& scenario, const ScenarioStates& states) {
  Json stubs = Json::array();
  for (const StubPtr& stub : scenario.stubs) stubs.push_back(*stub->json);
  return {{"id", scenario.name},
          {"name", scenario.name},
          {"state", state_of(states, scenario.name)},
          {"possibleStates", scenario.states},
          {"mappings", std::move(stubs)}};
}

Response set_state(const AdminCall& call, const Scenario& scenario, const std::string& state) {
  const auto& states = scenario.states;
  if (std::find(states.begin(), states.end(), state) == states.end()) {
    std::vector<std::string> names;
    for (const std::string& known : states) names.push_back(in_quotes(known));
    return error_answer(422, {kNoSuchState,
                              "No such state",
                              "the scenario " + in_quotes(scenario.name) + " has no state " +
                                  in_quotes(state) + "; it has " + listed(names),
                              {}});
  }
  call.host.space().set_state(scenario.name, state);
  return json_answer(Json::object());
}

std::string read_state(const PatternSite& site) {
  site.object().allow_only({"state"});
  return site.required("state").text();
}

StubSettings read_settings(const PatternSite& given) {
  const bool wrapped = given.object().has("settings");
  if (wrapped) given.allow_only({"settings"});
  const PatternSite site = wrapped ? given.member("settings") : given;
  site.object().allow_only({"fixedDelay", "delayDistribution", "proxyPassThrough", "extended"});
  StubSettings settings;
  const auto is_given = [&](const char* name) {
    return site.has(name) && !site.member(name).value.is_null();
  };
  if (is_given("fixedDelay")) settings.fixed_delay = read_fixed_delay(site.member("fixedDelay"));
  if (is_given("delayDistribution"))
    settings.delay = read_delay_distribution(site.member("delayDistribution"));
  if (is_given("extended")) site.member("extended").object();
  if (is_given("proxyPassThrough")) site.member("proxyPassThrough").flag();
  Json kept = Json::object();
  for (const auto& [key, value] : site.value.items())
    if (!value.is_null()) kept[key] = value;
  if (!is_given("proxyPassThrough")) kept["proxyPassThrough"] = true;
  settings.shown = std::make_shared<const Json>(std::move(kept));
  return settings;
}

}  // namespace

Response list_scenarios(const AdminCall& call) {
  const auto states = call.host.space().states();
  Json all = Json::array();
  for (const Scenario& scenario : scenarios_of(stubs_asked(call.host.space(), call.host.common())))
    all.push_back(shown(scenario, states));
  return json_answer(Json{{"scenarios", std::move(all)}});
}

Response reset_scenarios(const AdminCall& call) {
  for (const SpacePtr& other : other_spaces_meant(call)) other->reset_states();
  call.host.space().reset_states();
  return json_answer(Json::object());
}

Response set_scenario_state(const AdminCall& call) {
  const auto scenarios = scenarios_of(stubs_asked(call.host.space(), call.host.common()));
  const auto scenario =
      std::find_if(scenarios.begin(), scenarios.end(),
                   [&](const Scenario& known) { return known.name == call.variables.front(); });
  if (scenario == scenarios.end()) {
    return error_answer(404,
                        {404,
                         "No such scenario",
                         "no stub belongs to the scenario " + in_quotes(call.variables.front()),
                         {}});
  }
  // An empty body means the first state.
  if (call.request.body.empty()) return set_state(call, *scenario, kScenarioStart);
  return with_json_body(call.request, [&](const PatternSite& site) {
    return set_state(call, *scenario, read_state(site));
  });
}

Response get_settings(const AdminCall& call) {
  const StubSettings settings = call.host.space().settings();
  const Json shown = settings.shown ? *settings.shown : Json{{"proxyPassThrough", true}};
  return json_answer(Json{{"settings", shown}});
}

Response set_settings(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    call.host.space().set_settings(read_settings(site));
    return empty_answer(200);
  });
}

}  // namespace emulator
