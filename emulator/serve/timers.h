#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace emulator::wire {

using Clock = std::chrono::steady_clock;
using ConnectionId = std::uint64_t;

/// When something is due; moved to later for free, as most deadlines are with every request.
struct Alarm {
  Clock::time_point due = Clock::time_point::max();
  Clock::time_point queued = Clock::time_point::max();  ///< belongs to Timers
};

/// The moments at which one reactor has to look at a connection. O(log n) a step; holds about one
/// entry a connection.
class Timers {
 public:
  /// To be called after alarm.due has changed.
  void arm(ConnectionId id, Alarm& alarm);
  /// The next moment to look; nothing: max().
  Clock::time_point next() const;

  /// An entry whose moment has come. The connection may be gone, or its alarm due later: then arm
  /// it again.
  struct Due {
    ConnectionId id;
    Clock::time_point queued;
  };
  /// returns  false: none
  bool pop(Clock::time_point now, Due& due);

 private:
  std::vector<Due> heap_;
};

}  // namespace emulator::wire
