#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "emulator/journal/call_pattern.h"
#include "emulator/serve/reply_stream.h"

namespace emulator {

/// Those who are told of calls as they are recorded, each as one server-sent event
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html): `id` is the call's, `data` the call as GET
/// /__admin/requests/{id} shows it. A listener that reads too slowly is told the calls later, up to a bound, and how many
/// it has missed beyond. Any thread.
class CallFeed {
 public:
  static constexpr std::size_t kMost = 100;
  /// What waits for one listener.
  static constexpr std::size_t kMostWaitingBytes = 4u << 20;
  /// A call that takes more as an event is told as missed: each listener holds a copy of what it is sent.
  static constexpr std::size_t kMostOfEvent = 1u << 20;

  /// space    whose calls; nullopt: all
  /// returns  the body to send; nullptr: there are kMost listeners already
  StreamReaderPtr listen(CallPattern pattern, std::optional<std::string> space);

  bool has_listeners() const { return count_.load(std::memory_order_relaxed) > 0; }
  /// A call was recorded.
  void tell(const EntryPtr& entry);

 private:
  class Ear;
  void forget_gone();

  std::atomic<std::size_t> count_{0};

  std::mutex mutex_;
  // Guarded by mutex_.
  std::vector<std::shared_ptr<Ear>> ears_;
};

}  // namespace emulator
