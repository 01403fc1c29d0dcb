#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "emulator/journal/bytes_together.h"
#include "emulator/journal/coverage.h"
#include "emulator/journal/entry.h"

namespace emulator {

/// entries  at least 1
/// bytes    of size_in_bytes(entry); one larger than this is dropped as soon as the next one comes
/// together what it may hold beside others; null: it has none beside it
struct JournalLimits {
  std::size_t entries = 100'000;
  std::size_t bytes = 256u << 20;
  std::shared_ptr<BytesTogether> together = nullptr;
};

/// recorded, dropped, unanswered  since the last clear(); what remove_if took away is not dropped
/// unanswered                     connections that sent something and got no HTTP answer
struct JournalCounts {
  std::uint64_t recorded = 0;
  std::uint64_t dropped = 0;
  std::uint64_t unanswered = 0;
  std::size_t entries = 0;
  std::size_t bytes = 0;
};

/// The recorded calls, oldest dropped first. Every method may be called from any thread; a reader
/// never holds up append() for longer than it takes to copy a few pointers.
class Journal {
 public:
  using Predicate = std::function<bool(const Entry&)>;

  virtual ~Journal() = default;

  /// From here on the entry is found.
  virtual void append(EntryPtr entry) = 0;
  virtual void count_unanswered() = 0;
  /// So many calls were there and cannot be found.
  virtual void count_dropped(std::uint64_t calls) = 0;

  /// Whether an appended entry is kept as well as it ever will be; else when_kept() tells.
  virtual bool keeps_at_once() const { return true; }
  /// Calls `then`, at once or from another thread, when what was appended so far is kept where a killed process does not
  /// take it along; also where that takes too long or cannot be done.
  virtual void when_kept(std::function<void()> then) { then(); }

  /// Those for which `wanted` holds, oldest first. Entries appended while it runs may or may not be
  /// among them; those appended before the call are.
  virtual std::vector<EntryPtr> find(const Predicate& wanted) const = 0;
  virtual std::size_t count(const Predicate& wanted) const = 0;
  /// nullptr: no entry with that id
  virtual EntryPtr get(std::string_view id) const = 0;

  /// Forgets those for which `unwanted` holds and returns them, oldest first.
  virtual std::vector<EntryPtr> remove_if(const Predicate& unwanted) = 0;
  /// Forgets everything and starts the counts anew.
  virtual void clear() = 0;

  virtual JournalCounts counts() const = 0;
  /// Of the operations that calls reached since the last clear(), also of calls that were dropped or removed.
  virtual Coverage coverage() const = 0;
};

std::unique_ptr<Journal> make_memory_journal(JournalLimits limits);

}  // namespace emulator
