#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "emulator/decide/scene.h"
#include "emulator/decide/stub_set.h"
#include "emulator/journal/journal.h"

namespace emulator {

/// What tests change while the emulator runs, and the calls that see it: stubs, the states of their scenarios, settings,
/// records, a journal. Any thread.
class Space {
 public:
  /// Stubs and records above these are refused.
  static constexpr std::size_t kMostStubs = 10'000;
  static constexpr std::size_t kMostRecordBytes = 16u << 20;

  Space(std::string name, JournalLimits limits);

  const std::string& name() const { return name_; }
  /// Of the calls that were made in this space.
  Journal& journal() const { return *journal_; }

  /// The stub that answers: one of its own, else one of `common`, whose scenarios have states of their own here. Its
  /// scenario has gone on in the same step. None: nullopt.
  /// common  the default space; nullptr: this is the default one
  std::optional<ChosenStub> choose(const Request& request, const Space* common);

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

  /// Stubs, states and records as at the start, no calls; settings stay.
  void reset();

 private:
  void forget_lost_scenarios(const StubSet& before);

  const std::string name_;
  const std::unique_ptr<Journal> journal_;

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
