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
#include "emulator/journal/journal_file.h"
#include "emulator/serve/file_layer.h"

namespace emulator {

/// Makes other stubs of those there are; nullopt: they stay.
using StubChange = std::function<std::optional<StubSet>(const StubSet&)>;

/// What tests change while the emulator runs, and the calls that see it: stubs, the states of their scenarios, settings,
/// records, files, a journal. Any thread.
class Space {
 public:
  /// Stubs and records above these are refused.
  static constexpr std::size_t kMostStubs = 10'000;
  static constexpr std::size_t kMostRecordBytes = 16u << 20;

  /// file  null: calls are kept in memory only
  /// room  for the files of all spaces
  Space(std::string name, JournalLimits limits, const std::shared_ptr<JournalFile>& file = nullptr,
        std::shared_ptr<FileRoom> room = std::make_shared<FileRoom>());

  const std::string& name() const { return name_; }
  /// Of the calls that were made in this space.
  Journal& journal() const { return *journal_; }
  /// The bodies that were put in or taken away in it.
  FileLayer& files() { return files_; }
  const FileLayer& files() const { return files_; }

  /// The stub that answers: one of its own, else one of `common`, whose scenarios have states of their own here. Its
  /// scenario has gone on in the same step. None: nullopt.
  /// common  the default space; nullptr: this is the default one
  std::optional<ChosenStub> choose(const Request& request, const Space* common);

  StubSetPtr stubs() const;
  /// Puts what `change` makes of the stubs in their place, in one step; nullopt: nothing changes. A scenario that no
  /// stub names any more is forgotten.
  /// common  as for choose()
  void change_stubs(const StubChange& change, const Space* common);
  /// Forgets the states of scenarios that no stub names, here or in `common`.
  void forget_lost_scenarios(const Space* common);

  ScenarioStates states() const;
  /// state  kScenarioStart takes it back to there
  void set_state(const std::string& scenario, const std::string& state);
  void reset_states();

  StubSettings settings() const;
  void set_settings(StubSettings settings);

  /// Records changed at run time; none: nullptr.
  RecordsPtr records() const;
  void set_records(RecordsPtr records);

  /// How bodies of refusals look here; nullopt: as everywhere.
  std::optional<ErrorBodies> errors() const;
  void set_errors(std::optional<ErrorBodies> errors);

  /// The stubs that it starts with, and that a reset returns to. What of them is new or changed since the last ones is
  /// put in force; what was made, changed or removed at run time stays so.
  void set_first_stubs(StubSet stubs);

  /// Stubs, states, records and files as at the start, no calls; settings stay.
  void reset();

 private:
  void forget_states_without(const std::vector<StubPtr>& stubs);

  const std::string name_;
  const std::unique_ptr<Journal> journal_;
  FileLayer files_;

  // What every call asks, without the lock; set under it.
  std::atomic<bool> has_stubs_{false};
  std::atomic<bool> has_records_{false};
  std::atomic<int> errors_{-1};  ///< of ErrorBodies; -1: none of its own

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  StubSetPtr stubs_;
  StubSetPtr first_stubs_;
  ScenarioStates states_;
  StubSettings settings_;
  RecordsPtr records_;
};
using SpacePtr = std::shared_ptr<Space>;

/// The stubs that are asked in a space, its own first.
/// common  the default space; nullptr: `own` is that one
/// most    of each of the two
std::vector<StubPtr> stubs_asked(const Space& own, const Space* common,
                                 std::size_t most = std::numeric_limits<std::size_t>::max());

}  // namespace emulator
