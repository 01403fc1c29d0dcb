#include "emulator/serve/waiters.h"

#include <algorithm>

namespace emulator {

Waiters::~Waiters() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool Waiters::add(Progress progress, Look look, Finish finish, Responder respond) {
  const std::lock_guard lock(mutex_);
  if (waiting_.load() >= kMost || ending_) return false;
  waiting_.fetch_add(1);
  added_.push_back({std::move(progress), std::move(look), std::move(finish), std::move(respond)});
  news_ = true;
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  changed_.notify_one();
  return true;
}

void Waiters::wake() {
  if (waiting_.load() == 0) return;
  {
    const std::lock_guard lock(mutex_);
    news_ = true;
  }
  changed_.notify_one();
}

// What is thrown costs that one its answer, and nobody else.
bool Waiters::is_answered(Waiting& one) try {
  if (!one.look(one.progress)) return false;
  one.respond(one.finish(one.progress));
  return true;
} catch (...) {
  return true;
}

void Waiters::run() {
  std::list<Waiting> all;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    auto due = Progress::Clock::time_point::max();
    for (const Waiting& one : all) due = std::min(due, one.progress.due());
    const auto has_news = [this] { return news_ || ending_; };
    // Before the first look nothing is due.
    if (due == Progress::Clock::time_point::max()) {
      changed_.wait(lock, has_news);
    } else {
      changed_.wait_until(lock, due, has_news);
    }
    news_ = false;
    all.splice(all.end(), added_);
    lock.unlock();
    for (auto one = all.begin(); one != all.end();) {
      if (!is_answered(*one)) {
        ++one;
        continue;
      }
      one = all.erase(one);
      waiting_.fetch_sub(1);
    }
    lock.lock();
  }
  all.splice(all.end(), added_);
  lock.unlock();
  for (Waiting& one : all) one.respond(one.finish(one.progress));
}

}  // namespace emulator
