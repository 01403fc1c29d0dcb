#include "emulator/decide/stub_set.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "emulator/model/json_value.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

bool fits_state(const Stub& stub, const ScenarioStates& states) {
  if (stub.scenario.empty() || !stub.required_state) return true;
  return state_of(states, stub.scenario) == *stub.required_state;
}

void add_once(std::vector<std::string>& states, const std::optional<std::string>& state) {
  if (!state || std::find(states.begin(), states.end(), *state) != states.end()) return;
  states.push_back(*state);
}

}  // namespace

const std::string& state_of(const ScenarioStates& states, const std::string& scenario) {
  static const std::string kStart = kScenarioStart;
  const auto found = states.find(scenario);
  return found == states.end() ? kStart : found->second;
}

std::vector<StubPtr> StubSet::stubs(std::size_t most) const {
  std::vector<StubPtr> out;
  for (std::size_t i = 0; i < ranked_.size() && i < most; ++i) out.push_back(ranked_[i].stub);
  return out;
}

StubPtr StubSet::find(std::string_view id) const {
  for (const Ranked& ranked : ranked_) {
    if (ranked.stub->id == id) return ranked.stub;
  }
  return nullptr;
}

StubPtr StubSet::choose(const Request& request, const ScenarioStates& states) const {
  Subject subject(request);
  for (const Ranked& ranked : ranked_) {
    if (fits_state(*ranked.stub, states) && ranked.stub->request.matches(subject))
      return ranked.stub;
  }
  return nullptr;
}

StubSet StubSet::with(StubPtr stub) const {
  StubSet out;
  std::uint64_t age = out.youngest_ = youngest_ + 1;
  out.ranked_.reserve(ranked_.size() + 1);
  for (const Ranked& ranked : ranked_) {
    if (ranked.stub->id == stub->id) {
      age = ranked.age;
    } else {
      out.ranked_.push_back(ranked);
      out.has_scenarios_ |= !ranked.stub->scenario.empty();
    }
  }
  out.insert({std::move(stub), age});
  return out;
}

StubSet StubSet::without(const std::function<bool(const Stub&)>& unwanted) const {
  StubSet out;
  out.youngest_ = youngest_;
  for (const Ranked& ranked : ranked_) {
    if (unwanted(*ranked.stub)) continue;
    out.ranked_.push_back(ranked);
    out.has_scenarios_ |= !ranked.stub->scenario.empty();
  }
  return out;
}

StubSet StubSet::with_all(const std::vector<StubPtr>& stubs) const {
  StubSet out = *this;
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < ranked_.size(); ++i) places.emplace(ranked_[i].stub->id, i);
  for (const StubPtr& stub : stubs) {
    const auto [place, is_new] = places.emplace(stub->id, out.ranked_.size());
    if (is_new)
      out.ranked_.push_back({stub, ++out.youngest_});
    else
      out.ranked_[place->second].stub = stub;
  }
  std::sort(out.ranked_.begin(), out.ranked_.end(), is_before);
  out.has_scenarios_ =
      std::any_of(out.ranked_.begin(), out.ranked_.end(),
                  [](const Ranked& ranked) { return !ranked.stub->scenario.empty(); });
  return out;
}

bool StubSet::is_before(const Ranked& a, const Ranked& b) {
  if (a.stub->priority != b.stub->priority) return a.stub->priority < b.stub->priority;
  return a.age > b.age;
}

void StubSet::insert(Ranked ranked) {
  has_scenarios_ |= !ranked.stub->scenario.empty();
  ranked_.insert(std::upper_bound(ranked_.begin(), ranked_.end(), ranked, is_before), ranked);
}

StubSet moved_on(const StubSet& current, const StubSet& before, const StubSet& after) {
  StubSet out;
  const auto add_all = [&](const StubSet& from,
                           const std::function<StubPtr(const StubPtr&)>& kept) {
    const std::vector<StubPtr> stubs = from.stubs();
    for (auto stub = stubs.rbegin(); stub != stubs.rend(); ++stub)
      if (StubPtr one = kept(*stub)) out = out.with(std::move(one));
  };
  add_all(after, [&](const StubPtr& stub) {
    const StubPtr old = before.find(stub->id);
    return old && equal_values(*old->json, *stub->json) ? current.find(stub->id) : stub;
  });
  add_all(current, [&](const StubPtr& stub) {
    const bool is_old = before.find(stub->id) == stub;
    return is_old || out.find(stub->id) ? nullptr : stub;
  });
  return out;
}

std::string why_idle(const Stub& stub, const std::vector<StubPtr>& stubs,
                     const ScenarioStates& states) {
  if (stub.scenario.empty() || !stub.required_state) return {};
  const std::string& now = state_of(states, stub.scenario);
  const auto leads_there = [&](const StubPtr& other) {
    return other->scenario == stub.scenario && other->new_state == stub.required_state;
  };
  if (now == *stub.required_state || std::any_of(stubs.begin(), stubs.end(), leads_there))
    return {};
  return "its scenario " + in_quotes(stub.scenario) + " is in the state " + in_quotes(now) +
         ", and no stub leads it to " + in_quotes(*stub.required_state);
}

std::string why_in_no_scenario(const Stub& stub) {
  if (!stub.scenario.empty() || (!stub.required_state && !stub.new_state)) return {};
  const bool both = stub.required_state && stub.new_state;
  return std::string(stub.required_state ? "'requiredScenarioState'" : "") + (both ? " and " : "") +
         (stub.new_state ? "'newScenarioState'" : "") + (both ? " do" : " does") +
         " nothing without a 'scenarioName'";
}

std::vector<Scenario> scenarios_of(const std::vector<StubPtr>& stubs) {
  std::vector<Scenario> scenarios;
  for (const StubPtr& stub : stubs) {
    if (stub->scenario.empty()) continue;
    auto known = std::find_if(scenarios.begin(), scenarios.end(), [&](const Scenario& scenario) {
      return scenario.name == stub->scenario;
    });
    if (known == scenarios.end())
      known = scenarios.insert(known, {stub->scenario, {kScenarioStart}, {}});
    add_once(known->states, stub->required_state);
    add_once(known->states, stub->new_state);
    known->stubs.push_back(stub);
  }
  return scenarios;
}

}  // namespace emulator
