#pragma once

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <functional>

namespace emulator {

/// How long the program goes on. Make it before any thread: it blocks the signals it waits for, and threads inherit that.
class Lifetime {
 public:
  /// with_parent  end when the process that started this one has ended
  /// idle         end when no request came in for that long; 0: never
  Lifetime(bool with_parent, std::chrono::seconds idle);

  /// Until SIGTERM, SIGINT, the parent's end or the idle time. SIGHUP calls `hang_up`.
  void wait(const std::function<std::chrono::steady_clock::time_point()>& last_request,
            const std::function<void()>& hang_up) const;

  /// Whether SIGTERM or SIGINT comes within that time.
  bool is_told_to_end(std::chrono::milliseconds within) const;

 private:
  const bool with_parent_;
  const std::chrono::seconds idle_;
  const pid_t parent_;
  sigset_t signals_;
};

}  // namespace emulator
