#include "emulator/serve/every_journal.h"

#include <algorithm>

namespace emulator {

std::vector<EntryPtr> EveryJournal::find(const Predicate& wanted) const {
  std::vector<EntryPtr> found = own_.find(wanted);
  if (others_.empty()) return found;
  for (const Spaces::Listed& other : others_) {
    const auto more = other.space->journal().find(wanted);
    found.insert(found.end(), more.begin(), more.end());
  }
  std::stable_sort(found.begin(), found.end(), came_before);
  return found;
}

std::size_t EveryJournal::count(const Predicate& wanted) const {
  std::size_t sum = own_.count(wanted);
  for (const Spaces::Listed& other : others_) sum += other.space->journal().count(wanted);
  return sum;
}

EntryPtr EveryJournal::get(std::string_view id) const {
  if (EntryPtr entry = own_.get(id)) return entry;
  for (const Spaces::Listed& other : others_) {
    if (EntryPtr entry = other.space->journal().get(id)) return entry;
  }
  return nullptr;
}

JournalCounts EveryJournal::counts() const {
  JournalCounts sum = own_.counts();
  for (const Spaces::Listed& other : others_) {
    const JournalCounts more = other.space->journal().counts();
    sum.recorded += more.recorded;
    sum.dropped += more.dropped;
    sum.unanswered += more.unanswered;
    sum.entries += more.entries;
    sum.bytes += more.bytes;
  }
  return sum;
}

Coverage EveryJournal::coverage() const {
  Coverage all = own_.coverage();
  for (const Spaces::Listed& other : others_) {
    const Coverage more = other.space->journal().coverage();
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

}  // namespace emulator
