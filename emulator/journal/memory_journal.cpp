#include "emulator/journal/memory_journal.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace emulator {
namespace {

constexpr std::size_t kBlockSlots = 1024;
// A block is closed early when it holds this part of the byte limit: what a half-dropped block
// holds back stays small beside the limit.
constexpr std::size_t kBlocksPerByteLimit = 64;

JournalLimits sensible(JournalLimits limits) {
  limits.entries = std::max<std::size_t>(limits.entries, 1);
  return limits;
}

}  // namespace

/// filled, bytes  of all slots that were ever written, also those no span shows any more; guarded
///                by the journal's mutex
struct MemoryJournal::Block {
  std::array<Slot, kBlockSlots> slots;
  std::size_t filled = 0;
  std::size_t bytes = 0;

  // A slot is written once: a reader may still look at what a shortened span no longer shows.
  bool has_room(std::size_t end, std::size_t more, std::size_t most) const {
    return end == filled && filled < kBlockSlots && (filled == 0 || bytes + more <= most);
  }
  void write(Slot slot) {
    bytes += slot.bytes;
    slots[filled++] = std::move(slot);
  }
};

/// Lays slots out in blocks that nobody else knows yet.
class MemoryJournal::Packer {
 public:
  explicit Packer(std::size_t block_bytes) : block_bytes_(block_bytes) {}

  void add(const Slot& slot) {
    if (!open_ || !spans_.back().block->has_room(spans_.back().end, slot.bytes, block_bytes_)) {
      spans_.push_back({std::make_shared<Block>(), 0, 0});
      open_ = true;
    }
    spans_.back().block->write(slot);
    ++spans_.back().end;
  }
  // A block that others know must not be written here.
  void add_whole(const Span& span) {
    spans_.push_back(span);
    open_ = false;
  }

  std::deque<Span> take() { return std::move(spans_); }

 private:
  const std::size_t block_bytes_;
  std::deque<Span> spans_;
  bool open_ = false;
};

/// dropped, clears  how many entries had been dropped until then, how often clear() was called
class MemoryJournal::Snapshot {
 public:
  explicit Snapshot(const MemoryJournal& journal) : journal_(journal) {
    const std::lock_guard lock(journal_.mutex_);
    spans.assign(journal_.spans_.begin(), journal_.spans_.end());
    dropped = journal_.counts_.dropped;
    clears = journal_.clears_;
    ++journal_.readers_;
  }
  ~Snapshot() {
    const std::lock_guard lock(journal_.mutex_);
    --journal_.readers_;
  }
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  std::vector<Span> spans;
  std::uint64_t dropped = 0;
  std::uint64_t clears = 0;

 private:
  const MemoryJournal& journal_;
};

/// What remove_if() found out without the lock.
/// before   the state it looked at
/// unwanted positions in `before`, counted over all its entries and ascending, and what is there
/// kept     all other entries
struct MemoryJournal::Removal {
  explicit Removal(const MemoryJournal& journal) : before(journal) {}

  const Snapshot before;
  std::vector<std::pair<std::size_t, Slot>> unwanted;
  std::size_t unwanted_bytes = 0;
  std::deque<Span> kept;
};

MemoryJournal::MemoryJournal(JournalLimits limits)
    : limits_(sensible(std::move(limits))),
      block_bytes_(limits_.bytes / kBlocksPerByteLimit),
      held_(limits_.together) {}

void MemoryJournal::append(EntryPtr entry) {
  const std::size_t bytes = size_in_bytes(*entry);
  const std::size_t id_hash = std::hash<std::string_view>()(entry->id);
  coverage_.count(*entry);
  Released released;
  const std::lock_guard lock(mutex_);
  put({std::move(entry), bytes, id_hash});
  drop_beyond_limits(released);
}

void MemoryJournal::put(Slot slot) {
  if (spans_.empty() ||
      !spans_.back().block->has_room(spans_.back().end, slot.bytes, block_bytes_)) {
    spans_.push_back({std::make_shared<Block>(), 0, 0});
  }
  ++counts_.recorded;
  ++counts_.entries;
  counts_.bytes += slot.bytes;
  held_.change_to(counts_.bytes);
  spans_.back().block->write(std::move(slot));
  ++spans_.back().end;
}

// The newest entry stays, whatever its size. One entry is freed for each that is made: the allocator
// hands its memory to the next one, where a thousand at a time would go a long way round.
void MemoryJournal::drop_beyond_limits(Released& released) {
  while (counts_.entries > limits_.entries ||
         (counts_.bytes > held_.most(limits_.bytes) && counts_.entries > 1)) {
    Span& oldest = spans_.front();
    Slot& slot = oldest.block->slots[oldest.begin++];
    counts_.bytes -= slot.bytes;
    held_.change_to(counts_.bytes);
    if (readers_ == 0) released.entries.push_back(std::move(slot.entry));
    --counts_.entries;
    ++counts_.dropped;
    if (oldest.begin < oldest.end) continue;
    released.blocks.push_back(std::move(oldest));
    spans_.pop_front();
  }
}

void MemoryJournal::count_dropped(std::uint64_t calls) {
  const std::lock_guard lock(mutex_);
  counts_.recorded += calls;
  counts_.dropped += calls;
}

void MemoryJournal::count_unanswered() {
  const std::lock_guard lock(mutex_);
  ++counts_.unanswered;
}

// Entries lie all over memory, and most predicates look at the request line and a header of each. Asked for a few
// entries ahead, first the entry and then what it points to, they are there when their turn comes.
template <class Visit>
void MemoryJournal::each(Visit visit) const {
  constexpr std::size_t kAhead = 8;
  const Snapshot snapshot(*this);
  for (const Span& span : snapshot.spans) {
    const auto& slots = span.block->slots;
    for (std::size_t i = span.begin; i < span.end; ++i) {
      if (i + 2 * kAhead < span.end) {
        const Request& later = slots[i + 2 * kAhead].entry->request;
        __builtin_prefetch(&later.method);
        __builtin_prefetch(&later.headers);
      }
      if (i + kAhead < span.end) {
        const Request& soon = slots[i + kAhead].entry->request;
        __builtin_prefetch(soon.method.data());
        __builtin_prefetch(soon.headers.data());
        if (soon.headers.size() > 2) __builtin_prefetch(&soon.headers[2]);
      }
      visit(slots[i].entry);
    }
  }
}

std::vector<EntryPtr> MemoryJournal::find(const Predicate& wanted) const {
  std::vector<EntryPtr> found;
  each([&](const EntryPtr& entry) {
    if (wanted(*entry)) found.push_back(entry);
  });
  return found;
}

std::size_t MemoryJournal::count(const Predicate& wanted) const {
  std::size_t count = 0;
  each([&](const EntryPtr& entry) { count += wanted(*entry) ? 1 : 0; });
  return count;
}

// A scan from the newest: who asks for one call has mostly just made it. An index by id would make
// every append dearer, under the lock, for a question that is rare; the hashes stand side by side,
// so that the scan loads 32 bytes an entry.
EntryPtr MemoryJournal::get(std::string_view id) const {
  const std::size_t hash = std::hash<std::string_view>()(id);
  const Snapshot snapshot(*this);
  for (auto span = snapshot.spans.rbegin(); span != snapshot.spans.rend(); ++span) {
    for (std::size_t i = span->end; i > span->begin; --i) {
      const Slot& slot = span->block->slots[i - 1];
      if (slot.id_hash == hash && slot.entry->id == id) return slot.entry;
    }
  }
  return nullptr;
}

std::vector<EntryPtr> MemoryJournal::remove_if(const Predicate& unwanted) {
  const std::lock_guard one_at_a_time(removing_);
  Removal removal(*this);
  plan(removal, unwanted);
  if (removal.unwanted.empty()) return {};
  const std::size_t too_late = commit(removal);
  std::vector<EntryPtr> removed;
  for (std::size_t i = too_late; i < removal.unwanted.size(); ++i) {
    removed.push_back(std::move(removal.unwanted[i].second.entry));
  }
  return removed;
}

void MemoryJournal::plan(Removal& removal, const Predicate& unwanted) const {
  std::size_t position = 0;
  for (const Span& span : removal.before.spans) {
    for (std::size_t i = span.begin; i < span.end; ++i, ++position) {
      const Slot& slot = span.block->slots[i];
      if (!unwanted(*slot.entry)) continue;
      removal.unwanted.emplace_back(position, slot);
      removal.unwanted_bytes += slot.bytes;
    }
  }
  if (!removal.unwanted.empty()) removal.kept = pack_kept(removal);
}

// Blocks that are mostly filled and lose nothing are kept as they are; the others are packed anew,
// so that many removals do not leave many almost empty blocks.
std::deque<MemoryJournal::Span> MemoryJournal::pack_kept(const Removal& removal) const {
  Packer kept(block_bytes_);
  auto next = removal.unwanted.begin();
  std::size_t position = 0;
  for (const Span& span : removal.before.spans) {
    const std::size_t size = span.end - span.begin;
    const bool loses_some = next != removal.unwanted.end() && next->first < position + size;
    if (!loses_some && size >= kBlockSlots / 2) {
      kept.add_whole(span);
      position += size;
      continue;
    }
    for (std::size_t i = span.begin; i < span.end; ++i, ++position) {
      if (next != removal.unwanted.end() && next->first == position) {
        ++next;
      } else {
        kept.add(span.block->slots[i]);
      }
    }
  }
  return kept.take();
}

// Since the plan was made, entries may have been appended, and the oldest ones dropped: those were
// dropped, not removed, whether they were wanted or not.
std::size_t MemoryJournal::commit(Removal& removal) {
  const std::lock_guard lock(mutex_);
  if (removal.before.clears != clears_) return removal.unwanted.size();
  const std::size_t dropped = counts_.dropped - removal.before.dropped;
  std::size_t too_late = 0;
  for (; too_late < removal.unwanted.size(); ++too_late) {
    const auto& [position, slot] = removal.unwanted[too_late];
    if (position >= dropped) break;
    removal.unwanted_bytes -= slot.bytes;
  }
  counts_.entries -= removal.unwanted.size() - too_late;
  counts_.bytes -= removal.unwanted_bytes;
  held_.change_to(counts_.bytes);

  const std::vector<Span> later = appended_since(removal);
  skip_front(removal.kept, dropped - too_late);
  std::swap(spans_, removal.kept);  // the old ones go with `removal`, after the lock
  spans_.insert(spans_.end(), later.begin(), later.end());
  return too_late;
}

void MemoryJournal::skip_front(std::deque<Span>& spans, std::size_t count) {
  while (count > 0 && !spans.empty()) {
    Span& oldest = spans.front();
    const std::size_t step = std::min(count, oldest.end - oldest.begin);
    oldest.begin += step;
    count -= step;
    if (oldest.begin == oldest.end) spans.pop_front();
  }
}

std::vector<MemoryJournal::Span> MemoryJournal::appended_since(const Removal& removal) const {
  const Span& last_seen = removal.before.spans.back();
  const auto same = std::find_if(spans_.rbegin(), spans_.rend(),
                                 [&](const Span& span) { return span.block == last_seen.block; });
  if (same == spans_.rend()) return {spans_.begin(), spans_.end()};
  std::vector<Span> later(same.base() - 1, spans_.end());
  later.front().begin = std::max(later.front().begin, last_seen.end);
  if (later.front().begin >= later.front().end) later.erase(later.begin());
  return later;
}

void MemoryJournal::clear() {
  coverage_.clear();
  std::deque<Span> released;
  const std::lock_guard lock(mutex_);
  spans_.swap(released);
  counts_ = {};
  held_.change_to(0);
  ++clears_;
}

JournalCounts MemoryJournal::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::unique_ptr<Journal> make_memory_journal(JournalLimits limits) {
  return std::make_unique<MemoryJournal>(limits);
}

}  // namespace emulator
