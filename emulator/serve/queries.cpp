#include "emulator/serve/queries.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "emulator/model/target.h"

namespace emulator {
namespace {

constexpr std::string_view kLookingThrough[] = {"/__admin/requests", "/__admin/near-misses",
                                                "/__admin/export"};

}  // namespace

Queries::~Queries() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

bool Queries::add(std::function<void()> answer) {
  const std::lock_guard lock(mutex_);
  if (ending_ || waiting_.size() >= kMostWaiting) return false;
  waiting_.push_back(std::move(answer));
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  changed_.notify_one();
  return true;
}

bool Queries::is_one(const Request& request) {
  const auto target = split_target(request.target);
  return target &&
         std::any_of(std::begin(kLookingThrough), std::end(kLookingThrough),
                     [&](std::string_view begin) { return target->path.starts_with(begin); });
}

void Queries::run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto answer = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    try {
      answer();
    } catch (...) {  // Costs that question its answer, and no other.
    }
    lock.lock();
  }
}

}  // namespace emulator
