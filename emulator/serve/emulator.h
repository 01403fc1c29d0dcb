#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "emulator/decide/world.h"
#include "emulator/journal/journal.h"
#include "emulator/model/match.h"
#include "emulator/serve/admin.h"
#include "emulator/serve/call_log.h"
#include "emulator/serve/service.h"

namespace emulator {

/// emulator_headers  Emulator-Call and Emulator-Refusal on every answer
/// admin_hosts       names under which /__admin may be reached besides loopback
/// reload            loads again and, where that went well, calls replace(); none: nothing is loaded again
struct EmulatorOptions {
  JournalLimits journal;
  bool emulator_headers = true;
  std::vector<std::string> admin_hosts;
  std::function<std::vector<Finding>()> reload;
};

/// The whole emulator without a socket: takes calls, records them, answers the admin protocol. Thread-safe.
class Emulator : public Service, private AdminHost {
 public:
  /// log  must outlive the emulator; nullptr: no log
  explicit Emulator(WorldPtr world, EmulatorOptions options = {}, CallLog* log = nullptr);

  /// One call, start to end. It is in the journal before this returns; calls of the admin protocol are not recorded.
  Response handle(Request request);

  /// The recorded calls that match, oldest first.
  std::vector<EntryPtr> calls(const RequestPattern& pattern = {}) const;

  const Journal& recorded() const { return *journal_; }
  WorldPtr world() const;
  /// Calls that began before keep the world they began with. Records changed at run time stay, except those that do not
  /// fit the new world.
  void replace(WorldPtr world);

  /// When the last request came in, of whatever kind; none yet: when the emulator was made.
  std::chrono::steady_clock::time_point last_request() const { return last_request_.load(); }

  void call(Request request, Responder respond) override;
  Response rejected(const Rejection& rejection) override;
  void unanswered() override;

 private:
  Journal& journal() override { return *journal_; }
  Space& space() override { return space_; }
  void reset() override;
  RecordsPtr records() const override;
  void change_records(const std::function<RecordsPtr(const RecordsPtr&)>& change) override;
  std::vector<Finding> reload() override;
  AdminFacts facts() const override;

  struct Scenery {
    WorldPtr world;
    RecordsPtr records;  ///< null: those of the world
  };
  Scenery scenery() const;
  Response record(Request request, Decision decision, WorldPtr world, RecordsPtr records,
                  std::chrono::steady_clock::time_point begun);

  // Fixed after construction.
  const EmulatorOptions options_;
  CallLog* const log_;
  const std::chrono::system_clock::time_point started_;
  const std::unique_ptr<Journal> journal_;
  const Admin admin_;
  Space space_;
  std::atomic<std::chrono::steady_clock::time_point> last_request_;
  std::mutex changing_;  ///< held while records or the world are changed; before mutex_
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  WorldPtr world_;
};

}  // namespace emulator
