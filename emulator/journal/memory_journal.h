#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "emulator/journal/coverage_counter.h"
#include "emulator/journal/journal.h"

namespace emulator {

/// The journal in memory. Entries stand in blocks whose slots are written once; a reader copies the
/// list of blocks under the lock (a thousand pointers for a million entries) and looks into them
/// outside it. Dropping an entry moves the beginning of the oldest block; its memory goes at once, or,
/// while somebody reads, with the whole block, which holds back at most 1,023 entries and a 64th of
/// JournalLimits::bytes.
///
/// A predicate runs outside every lock that append() takes. It must not call remove_if().
class MemoryJournal final : public Journal {
 public:
  explicit MemoryJournal(JournalLimits limits);

  void append(EntryPtr entry) override;
  void count_unanswered() override;
  void count_dropped(std::uint64_t calls) override;

  std::vector<EntryPtr> find(const Predicate& wanted) const override;
  std::size_t count(const Predicate& wanted) const override;
  EntryPtr get(std::string_view id) const override;

  std::vector<EntryPtr> remove_if(const Predicate& unwanted) override;
  void clear() override;

  JournalCounts counts() const override;
  Coverage coverage() const override { return coverage_.counted(); }

 private:
  /// bytes    size_in_bytes(*entry) when it was appended
  /// id_hash  lets get() pass an entry by without loading it
  struct Slot {
    EntryPtr entry;
    std::size_t bytes = 0;
    std::size_t id_hash = 0;
  };
  struct Block;
  /// The slots of a block from `begin` up to `end`. Readers see only such ranges, so that slots
  /// behind `end` can be written meanwhile. The last span's `end` is where its block is filled to.
  struct Span {
    std::shared_ptr<Block> block;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  class Packer;
  struct Removal;

  /// What there was at one moment. While one lives, slots are left alone.
  class Snapshot;
  /// What was dropped, to be destroyed after mutex_ is released.
  struct Released {
    std::vector<EntryPtr> entries;
    std::vector<Span> blocks;
  };

  template <class Visit>
  void each(Visit visit) const;
  void plan(Removal& removal, const Predicate& unwanted) const;
  std::deque<Span> pack_kept(const Removal& removal) const;
  /// How many of the unwanted, from the first, had gone before they could be removed.
  std::size_t commit(Removal& removal);
  static void skip_front(std::deque<Span>& spans, std::size_t count);

  // With mutex_ held.
  void put(Slot slot);
  void drop_beyond_limits(Released& released);
  std::vector<Span> appended_since(const Removal& removal) const;

  // Fixed after construction.
  const JournalLimits limits_;
  const std::size_t block_bytes_;

  CoverageCounter coverage_;  ///< guards itself

  // One remove_if() at a time; taken before mutex_.
  std::mutex removing_;

  mutable std::mutex mutex_;
  // Guarded by mutex_. Blocks taken out of spans_ are destroyed after it is released.
  std::deque<Span> spans_;
  JournalCounts counts_;
  BytesHeld held_;  ///< as counts_.bytes
  std::uint64_t clears_ = 0;
  mutable std::size_t readers_ = 0;
};

}  // namespace emulator
