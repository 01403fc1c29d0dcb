#pragma once

#include <chrono>
#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <variant>

#include "emulator/journal/call_pattern.h"
#include "emulator/journal/journal.h"

namespace emulator {

struct AdminCall;
class AdminHost;

/// How many recorded calls there shall be that match a pattern.
/// shown     the pattern as it was given
/// words     "exactly 1", "at least 2", "at most 0"
/// least, most  both included
/// within    how long to wait for the calls
/// settle    how long the number has to stay as it shall be
struct Verification {
  CallPattern pattern;
  std::shared_ptr<const Json> shown;
  std::string words;
  std::size_t least = 0;
  std::size_t most = std::numeric_limits<std::size_t>::max();
  std::chrono::milliseconds within{0};
  std::chrono::milliseconds settle{0};
};

/// {"pattern": {…}, "exactly"|"atLeast"|"atMost": n, "withinMs": n, "settleMs": n} of POST /__admin/verify; or the
/// answer that says why it cannot be read.
std::variant<Verification, Response> read_verification(const AdminCall& call);

/// Where one verification stands. Asked again and again, by one thread.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;
  Progress(Verification asked, Clock::time_point now) : asked_(std::move(asked)), begun_(now) {}

  /// Counts. returns  true: the verdict is final
  bool look(const Journal& journal, Clock::time_point now);
  /// When to look again even if no call comes.
  Clock::time_point due() const;
  /// 200, or 409 with what was expected, what was found (the first five calls), and where they are too few the nearest
  /// other calls with what differs; of each which rules it broke. 500 where the journal dropped calls and a number cannot
  /// be told.
  /// as_json  in place of text
  Response answer(AdminHost& host, bool as_json) const;

 private:
  bool holds() const { return count_ >= asked_.least && count_ <= asked_.most; }

  const Verification asked_;
  const Clock::time_point begun_;
  Clock::time_point held_since_ = Clock::time_point::max();
  std::size_t count_ = 0;
};

}  // namespace emulator
