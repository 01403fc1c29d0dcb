#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "emulator/decide/scene.h"
#include "emulator/decide/stub_set.h"

namespace emulator {

/// What tests change while the emulator runs: stubs, the states of their scenarios, settings, records. Any thread.
class Space {
 public:
  /// Stubs and records above these are refused.
  static constexpr std::size_t kMostStubs = 10'000;
  static constexpr std::size_t kMostRecordBytes = 16u << 20;

  Space() : stubs_(std::make_shared<const StubSet>()) {}

  /// The stub that answers; its scenario has gone on in the same step. None: nullopt.
  std::optional<ChosenStub> choose(const Request& request);

  StubSetPtr stubs() const;
  /// Puts what `change` makes of the stubs in their place, in one step; nullopt: nothing changes. A scenario that no
  /// stub names any more is forgotten.
  void change_stubs(const std::function<std::optional<StubSet>(const StubSet&)>& change);

  ScenarioStates states() const;
  /// state  kScenarioStart takes it back to there
  void set_state(const std::string& scenario, const std::string& state);
  void reset_states();

  StubSettings settings() const;
  void set_settings(StubSettings settings);

  /// Records changed at run time; none: nullptr.
  RecordsPtr records() const;
  void set_records(RecordsPtr records);

  /// Stubs, states and records as at the start; settings stay.
  void reset();

 private:
  void forget_lost_scenarios();

  // What every call asks, without the lock; set under it.
  std::atomic<bool> has_stubs_{false};
  std::atomic<bool> has_records_{false};

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  StubSetPtr stubs_;
  ScenarioStates states_;
  StubSettings settings_;
  RecordsPtr records_;
};

}  // namespace emulator
