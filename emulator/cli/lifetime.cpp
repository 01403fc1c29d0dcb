#include "emulator/cli/lifetime.h"

#include <unistd.h>

namespace emulator {
namespace {

// Between two looks at the parent and at the clock.
constexpr timespec kLook{0, 100'000'000};

}  // namespace

Lifetime::Lifetime(bool with_parent, std::chrono::seconds idle)
    : with_parent_(with_parent), idle_(idle), parent_(::getppid()) {
  sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void Lifetime::wait(const std::function<std::chrono::steady_clock::time_point()>& last_request,
                    const std::function<void()>& hang_up) const {
  const bool looks = with_parent_ || idle_.count() > 0;
  while (true) {
    const int signal =
        looks ? ::sigtimedwait(&signals_, nullptr, &kLook) : ::sigwaitinfo(&signals_, nullptr);
    if (signal == SIGINT || signal == SIGTERM) return;
    if (signal == SIGHUP) hang_up();
    // The kernel's own "tell me when my parent dies" means the thread that started us; test runners start from short-lived
    // ones.
    if (with_parent_ && ::getppid() != parent_) return;
    if (idle_.count() > 0 && std::chrono::steady_clock::now() - last_request() > idle_) return;
  }
}

bool Lifetime::is_told_to_end(std::chrono::milliseconds within) const {
  const timespec time{within.count() / 1000, within.count() % 1000 * 1'000'000};
  const int signal = ::sigtimedwait(&signals_, nullptr, &time);
  return signal == SIGINT || signal == SIGTERM;
}

}  // namespace emulator
