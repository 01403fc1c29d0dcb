#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/model/stub.h"

namespace emulator {

/// The state of each scenario that has left kScenarioStart.
using ScenarioStates = std::map<std::string, std::string, std::less<>>;

/// The state a scenario is in.
const std::string& state_of(const ScenarioStates& states, const std::string& scenario);

/// The stubs of one space, in the order in which they are asked: by priority, then the most recent first. Immutable;
/// each change gives another set, which shares the stubs.
class StubSet {
 public:
  bool empty() const { return ranked_.empty(); }
  std::size_t size() const { return ranked_.size(); }
  /// One of them belongs to a scenario: who is chosen depends on states, and choosing may change them.
  bool has_scenarios() const { return has_scenarios_; }

  std::vector<StubPtr> stubs(std::size_t most = std::numeric_limits<std::size_t>::max()) const;
  /// nullptr: no stub with that id
  StubPtr find(std::string_view id) const;

  /// The first that matches and whose scenario is in the state it requires; none: nullptr.
  StubPtr choose(const Request& request, const ScenarioStates& states) const;

  /// With the stub as the most recent one, or in the place of the one with its id.
  StubSet with(StubPtr stub) const;
  /// The same for one after the other, the last as the most recent.
  StubSet with_all(const std::vector<StubPtr>& stubs) const;
  StubSet without(const std::function<bool(const Stub&)>& unwanted) const;

 private:
  /// age  greater is more recent
  struct Ranked {
    StubPtr stub;
    std::uint64_t age = 0;
  };
  static bool is_before(const Ranked& a, const Ranked& b);
  void insert(Ranked ranked);

  std::vector<Ranked> ranked_;
  std::uint64_t youngest_ = 0;
  bool has_scenarios_ = false;
};

/// What is in force after the files that the stubs were first read from were read again.
/// current        of `before`, with what was changed at run time
/// before, after  what the files hold
StubSet moved_on(const StubSet& current, const StubSet& before, const StubSet& after);

using StubSetPtr = std::shared_ptr<const StubSet>;

/// A scenario as some stubs name it.
/// states  those its stubs require or lead to, kScenarioStart first
struct Scenario {
  std::string name;
  std::vector<std::string> states;
  std::vector<StubPtr> stubs;
};

/// Why a stub of `stubs` cannot answer: "its scenario 'a' is in the state 'Started', and no stub leads it to 'b'". It can:
/// "".
std::string why_idle(const Stub& stub, const std::vector<StubPtr>& stubs,
                     const ScenarioStates& states);
/// What helps then.
inline constexpr std::string_view kIdleHint =
    "give it another scenario, or PUT /__admin/scenarios/{name}/state";

/// What a stub says of states without a scenario: "'newScenarioState' does nothing without a 'scenarioName'". Nothing: "".
std::string why_in_no_scenario(const Stub& stub);

/// By the order in which the stubs name them.
std::vector<Scenario> scenarios_of(const std::vector<StubPtr>& stubs);

}  // namespace emulator
