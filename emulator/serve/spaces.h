#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/match.h"
#include "emulator/serve/claims.h"
#include "emulator/serve/space.h"

namespace emulator {

/// Which calls a space claims, and for how long.
/// match  nullopt: none, it is reached by its address alone
/// shown  the pattern as it was given; null: none
/// ttl    after which the space is gone, used or not
/// errors           how bodies of refusals look in it; nullopt: as everywhere
/// journal_entries  how many calls it keeps; nullopt: as Spaces says; fixed when the space is made
struct SpaceClaim {
  std::optional<RequestPattern> match;
  std::shared_ptr<const Json> shown;
  std::optional<std::chrono::milliseconds> ttl;
  std::optional<ErrorBodies> errors;
  std::optional<std::size_t> journal_entries;
};

/// The isolated places of one emulator: the default one, and those that tests make. A space that nobody used for an
/// hour is gone. Any thread.
class Spaces {
 public:
  using Clock = Stay::Clock;
  static constexpr std::size_t kMost = 1'000;

  /// limits  of the default space's journal; the others keep 10,000 calls, or a tenth of them, and a 64th of its bytes
  explicit Spaces(JournalLimits limits, std::shared_ptr<JournalFile> file = nullptr,
                  std::shared_ptr<FileRoom> file_room = std::make_shared<FileRoom>());

  const SpacePtr& fallback() const { return default_; }

  /// The space a call belongs to: that of an address "/__space/{name}/…", made where there is none yet, and the target
  /// goes on without it; else the most recent one whose claim matches; else the default one. No room for another, or
  /// no name: nullptr.
  SpacePtr enter(Request& request, Clock::time_point now);

  enum class Outcome { kMade, kRenewed, kTaken, kFull, kOtherJournal };
  /// Makes the space, or gives it another claim. kTaken: another space claims by an equal pattern, `*holder`.
  /// kOtherJournal: it is there with another journal_entries.
  Outcome claim(const std::string& name, SpaceClaim claim, Clock::time_point now,
                std::string* holder);
  /// The space of that name, made where there is none yet; none can be made: nullptr.
  SpacePtr named(const std::string& name, Clock::time_point now);
  /// returns  false: there was none
  bool remove(const std::string& name);

  /// journal_entries  how many calls it has room for
  struct Listed {
    SpacePtr space;
    SpaceClaim claim;
    std::size_t journal_entries = 0;
  };
  /// Without the default one, by name.
  std::vector<Listed> list(Clock::time_point now);

  /// The "/PATH" of a target "/__space/{name}/PATH"; no such address: "".
  static std::string_view behind_address(std::string_view target);

  /// Letters, digits, '.', '_' and '-', at most 100.
  static bool is_name(std::string_view name);

 private:
  struct Room {
    SpacePtr space;
    SpaceClaim claim;
    std::shared_ptr<Stay> stay = std::make_shared<Stay>();
    std::size_t journal_entries = 0;
  };
  using Rooms = std::map<std::string, Room>;
  void leave(Rooms::iterator room);
  Room* room(const std::string& name, Clock::time_point now);
  Room* make(const std::string& name, Clock::time_point now, JournalLimits limits);
  void sweep(Clock::time_point now);
  SpacePtr by_address(Request& request, std::size_t begin, Clock::time_point now);

  const JournalLimits limits_;
  const std::shared_ptr<JournalFile> file_;
  const std::shared_ptr<FileRoom> file_room_;
  const SpacePtr default_;
  Claims claims_;  ///< of rooms_; changed under mutex_
  std::atomic<Clock::time_point> next_sweep_{Clock::time_point()};  ///< set under mutex_

  std::mutex mutex_;
  // Guarded by mutex_.
  Rooms rooms_;
};

}  // namespace emulator
