#include "emulator/serve/timers.h"

#include <algorithm>

namespace emulator::wire {
namespace {

bool later(const Timers::Due& a, const Timers::Due& b) { return a.queued > b.queued; }

}  // namespace

void Timers::arm(ConnectionId id, Alarm& alarm) {
  if (alarm.due >= alarm.queued) return;
  alarm.queued = alarm.due;
  heap_.push_back({id, alarm.due});
  std::push_heap(heap_.begin(), heap_.end(), later);
}

Clock::time_point Timers::next() const {
  return heap_.empty() ? Clock::time_point::max() : heap_.front().queued;
}

bool Timers::pop(Clock::time_point now, Due& due) {
  if (heap_.empty() || heap_.front().queued > now) return false;
  due = heap_.front();
  std::pop_heap(heap_.begin(), heap_.end(), later);
  heap_.pop_back();
  return true;
}

}  // namespace emulator::wire
