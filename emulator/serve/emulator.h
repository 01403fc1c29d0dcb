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
#include "emulator/serve/body_files.h"
#include "emulator/serve/byte_budget.h"
#include "emulator/serve/call_feed.h"
#include "emulator/serve/call_log.h"
#include "emulator/serve/large_answers.h"
#include "emulator/serve/queries.h"
#include "emulator/serve/service.h"
#include "emulator/serve/waiters.h"

namespace emulator {

/// journal_file      where calls are written to as well; null: nowhere
/// resume            the calls that are in that file are found again
/// emulator_headers  Emulator-Call and Emulator-Refusal on every answer
/// admin             who may call the admin protocol
/// proxied_hosts     is an HTTP proxy for these, and refuses all others; none: is no proxy
/// stubs             of the default space, to which a reset returns
/// strict_stubs      refuses stubs that answer what the documents do not allow
/// body_folder       the folder with the files that bodyFileName names; "": none
/// stub_bytes        what the stubs made at run time may take, also those that are only kept by calls they answered
/// file_bytes        what the files put in at run time may take in all spaces together
/// answer_bytes      what large answers of the admin protocol may take that clients have not read yet
/// shut_down         ends the program, from any thread; none: POST /__admin/shutdown is unknown
/// warn              told what somebody who runs it should know, from any thread; none: nobody is
/// reload            loads again and, where that went well, calls replace(); none: nothing is loaded again
struct EmulatorOptions {
  JournalLimits journal;
  std::shared_ptr<JournalFile> journal_file;
  bool resume = false;
  bool emulator_headers = true;
  AdminAccess admin;
  std::vector<std::string> proxied_hosts;
  StubSet stubs;
  bool strict_stubs = false;
  std::string body_folder;
  std::size_t stub_bytes = 512u << 20;
  std::size_t file_bytes = 64u << 20;
  std::size_t answer_bytes = 512u << 20;
  std::function<void()> shut_down;
  std::function<void(const std::string&)> warn;
  std::function<std::vector<Finding>()> reload;
};

/// The whole emulator without a socket: takes calls, records them, answers the admin protocol. Thread-safe.
class Emulator : public Service {
 public:
  /// log  must outlive the emulator; nullptr: no log
  explicit Emulator(WorldPtr world, EmulatorOptions options = {}, CallLog* log = nullptr);

  /// One call, start to end; a verification that waits holds the thread. It is in the journal before this returns; calls of the admin protocol are not recorded.
  Response handle(Request request);

  /// Throws PatternError for a question about calls that names an operation, a rule or a space that there is none of.
  void check(const CallPattern& pattern);

  /// The calls recorded in the default space that match, oldest first.
  std::vector<EntryPtr> calls(const RequestPattern& pattern = {}) const;

  /// Of the default space.
  const Journal& recorded() const { return spaces_.fallback()->journal(); }
  WorldPtr world() const;
  /// Calls that began before keep the world they began with. Records changed at run time stay, except those that do not
  /// fit the new world.
  /// stubs  those it would start with now: what of them is new or changed takes the place of what was there before,
  ///        and what was made or removed at run time stays so; nullopt: as they were
  void replace(WorldPtr world, std::optional<StubSet> stubs = std::nullopt);

  /// When the last request came in, of whatever kind; none yet: when the emulator was made.
  std::chrono::steady_clock::time_point last_request() const { return last_request_.load(); }

  void call(Request request, Responder respond) override;
  Response rejected(const Rejection& rejection) override;
  void unanswered() override;

 private:
  class Desk;
  struct Scenery {
    WorldPtr world;
    RecordsPtr records;  ///< null: those of the world
  };
  Scenery scenery(const Space& space) const;
  /// The default space, for another one; for that one itself: nullptr.
  Space* common_of(const Space& space) const;
  BodyFiles files_of(Space& space);
  bool answer_as_proxy(const Request& request, const Responder& respond);
  bool answer_by_desk(const SpacePtr& space, const Request& request, const Responder& respond);
  bool answer_at_desk(const SpacePtr& space, const Request& request, const Responder& respond);
  Response call_in(Space& space, Request request, std::chrono::steady_clock::time_point begun);
  void reply(Space& space, Response response, const Responder& respond);
  Decision decided(const Space& space, const Scenery& now, const std::optional<ChosenStub>& stub,
                   const Request& request) const;
  void carry_out(Space& space, const Request& request, const std::optional<ChosenStub>& stub,
                 Scenery& now, Decision& decision);
  Response record(Space& space, Request request, Decision decision, Scenery scenery,
                  std::chrono::steady_clock::time_point begun, std::string report = {});

  // Fixed after construction.
  const EmulatorOptions options_;
  CallLog* const log_;
  const std::chrono::system_clock::time_point started_;
  const Admin admin_;
  Spaces spaces_;
  BodyFolder folder_;
  const ByteBudget stub_budget_;
  const LargeAnswers large_answers_;
  std::atomic<std::chrono::steady_clock::time_point> last_request_;
  std::mutex changing_;  ///< held while records or the world are changed; before mutex_
  // Guarded by mutex_.
  mutable std::mutex mutex_;
  WorldPtr world_;

  CallFeed feed_;
  // Last: they answer with what is above.
  Waiters waiters_;
  Queries queries_;
};

}  // namespace emulator
