#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "emulator/journal/journal.h"
#include "emulator/model/message.h"
#include "emulator/model/target.h"
#include "emulator/serve/admin_guard.h"
#include "emulator/serve/body_files.h"
#include "emulator/serve/journal_loss.h"
#include "emulator/serve/spaces.h"
#include "emulator/serve/verification.h"
#include "emulator/text/finding.h"

namespace emulator {

/// What the emulator says about itself.
/// documents   the names under which they were loaded
/// generation  of the world: 1, and one more with each reload
struct AdminFacts {
  std::string version;
  std::chrono::system_clock::time_point started;
  std::vector<std::string> documents;
  std::uint64_t generation = 1;
};

/// What the admin protocol acts on: the emulator, or a test's own. Called from several threads.
class AdminHost {
 public:
  virtual ~AdminHost() = default;

  virtual Journal& journal() = 0;
  virtual Space& space() = 0;
  /// The default space, whose stubs answer in every other; nullptr: space() is that one.
  virtual Space* common() { return nullptr; }
  virtual Spaces& spaces() = 0;
  /// Space::change_stubs() of space(), with what that means for the others.
  virtual void change_stubs(const StubChange& change) { space().change_stubs(change, common()); }
  /// The records in force; never null.
  virtual RecordsPtr records() const = 0;
  /// Puts what `change` makes of the records in their place, in one step; nullptr: nothing changes.
  virtual void change_records(const std::function<RecordsPtr(const RecordsPtr&)>& change) = 0;
  /// Back to the state after the start; the journal is emptied too.
  virtual void reset() = 0;
  /// Loads documents and fixtures again. Returns what loading found; with an error among it nothing changed.
  virtual std::vector<Finding> reload() { return {}; }
  /// Bodies that stubs name by bodyFileName, as space() sees them.
  virtual BodyFiles files() = 0;
  /// Throws PatternError for a stub that is refused beside what read_stub() refuses.
  virtual void check_stub(const Stub&, const PatternSite&) {}
  /// Why the stub answers no call of a documented operation, though it nearly does; it does, or is wholly another: "".
  virtual std::string why_operation_is_missed(const Stub&) { return {}; }
  /// Throws PatternError for a question about calls that names what there is none of.
  virtual void check_pattern(const CallPattern&) {}
  /// Where calls are missing that journal() would have; whole: empty.
  virtual std::vector<JournalLoss> losses() {
    const auto dropped = journal().counts().dropped;
    return dropped == 0 ? std::vector<JournalLoss>()
                        : std::vector<JournalLoss>{{space().name(), dropped, std::nullopt}};
  }
  /// Tells whoever runs the emulator.
  virtual void warn(const std::string&) {}
  /// The stub as it is to be kept. No room for it: nullptr.
  virtual StubPtr keep(StubPtr stub) { return stub; }
  /// Ends the program soon after this call was answered. returns  false: there is none to end
  virtual bool shut_down() { return false; }
  virtual AdminFacts facts() const = 0;
  /// The call being answered gets its answer when this one is final, in place of the handler's.
  virtual void wait_for(Progress progress, bool as_json) = 0;
  /// The call being answered gets the calls that match as its body, from now on, behind the handler's head.
  /// returns  false: too many listen already
  virtual bool stream_calls(CallPattern) { return false; }
  virtual std::chrono::system_clock::time_point now() const {
    return std::chrono::system_clock::now();
  }
};

/// WireMock's admin protocol, for what is below /__admin. Its calls are neither judged nor
/// recorded. Any thread.
class Admin {
 public:
  /// access  who may call; others are refused, so that a web page somewhere cannot make a browser
  ///         read what was recorded
  explicit Admin(AdminAccess access = {}) : access_(std::move(access)) {}

  /// Perhaps: most calls are none of these, and need no second look at their target.
  static bool is_asked(const Request& request);

  /// Whether a target leads to the admin protocol, that of a space too.
  static bool is_led_to_by(std::string_view target);

  /// "GET /__admin/mappings/{id}" for each call that has an answer, besides HEAD and OPTIONS.
  static std::vector<std::string> routes();

  /// What a stranger is told, or one without the token, who asks for that target; no refusal, or not a path of the admin
  /// protocol: nullopt.
  std::optional<Response> refusal(const Request& request, std::string_view target) const;

  /// Not a path of the admin protocol: nullopt.
  std::optional<Response> answer(AdminHost& host, const Request& request) const;

 private:
  Response answer_route(AdminHost& host, const Request& request, const Target& target) const;

  const AdminAccess access_;
};

}  // namespace emulator
