#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "emulator/model/message.h"

namespace emulator {

/// Where questions that look through many recorded calls are answered, one after the other: on a thread of their own, so that no
/// listener's thread stands still and recording goes on. Any thread.
class Queries {
 public:
  static constexpr std::size_t kMostWaiting = 1'000;
  /// With fewer calls than that an answer takes less than the way to another thread and back.
  static constexpr std::size_t kFewCalls = 2'000;

  ~Queries();  ///< answers those that wait

  /// returns  false: too many wait already
  bool add(std::function<void()> answer);

  /// Whether a call of the admin protocol looks through all recorded calls.
  static bool is_one(const Request& request);

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_.
  std::deque<std::function<void()>> waiting_;
  bool ending_ = false;
  std::thread thread_;  ///< from the first one on
};

}  // namespace emulator
