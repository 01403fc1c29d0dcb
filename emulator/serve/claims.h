#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

#include "emulator/model/match.h"
#include "emulator/serve/space.h"

namespace emulator {

/// How long a space stays: until its time is over, or nobody used it for an hour. Any thread.
class Stay {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::hours kIdle{1};

  void use(Clock::time_point now) { used_.store(now, std::memory_order_relaxed); }
  void end_at(Clock::time_point end) { end_.store(end, std::memory_order_relaxed); }
  bool is_over(Clock::time_point now) const {
    return now - used_.load(std::memory_order_relaxed) > kIdle ||
           now >= end_.load(std::memory_order_relaxed);
  }

 private:
  std::atomic<Clock::time_point> used_{Clock::time_point()};
  std::atomic<Clock::time_point> end_{Clock::time_point::max()};
};

/// The calls that a space claims.
struct Claim {
  RequestPattern match;
  SpacePtr space;
  std::shared_ptr<Stay> stay;
};
using ClaimPtr = std::shared_ptr<const Claim>;

/// All claims. Who asks looks through a list that nobody changes and holds no lock meanwhile: a change puts another list
/// in its place. Any thread may ask; changes come one at a time.
class Claims {
 public:
  /// The most recent claim that matches, of a space that stays; its use is noted. None: nullptr.
  SpacePtr find(const Request& request, Stay::Clock::time_point now) const;

  /// The most recent claim from now on, and the only one of its space.
  void put(Claim claim);
  void remove(const std::set<const Space*>& spaces);

 private:
  using List = std::vector<ClaimPtr>;  // the most recent first
  std::shared_ptr<const List> list() const;
  void set_list(std::shared_ptr<const List> list);

  std::atomic<bool> has_any_{false};  ///< what every call asks, without the lock
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  std::shared_ptr<const List> list_ = std::make_shared<const List>();
};

}  // namespace emulator
