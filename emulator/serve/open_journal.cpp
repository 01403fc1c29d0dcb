#include "emulator/serve/open_journal.h"

#include <map>
#include <unordered_set>

#include "emulator/journal/journal_replay.h"

namespace emulator {
namespace {

// Not begun yet, the file takes no lines: nothing is written twice.
class Resumption {
 public:
  explicit Resumption(Spaces& spaces) : spaces_(spaces) { journal_of("default"); }

  ReplayTo target() {
    ReplayTo to;
    to.call = [this](EntryPtr entry) {
      if (Journal* journal = journal_of(entry->space)) journal->append(std::move(entry));
    };
    to.cleared = [this](const std::string& space) {
      if (const auto known = known_.find(space); known != known_.end())
        known->second->journal().clear();
    };
    to.removed = [this](const std::string& space, const std::vector<std::string>& ids) {
      const auto known = known_.find(space);
      if (known == known_.end()) return;
      const std::unordered_set<std::string> gone(ids.begin(), ids.end());
      known->second->journal().remove_if(
          [&](const Entry& entry) { return gone.count(entry.id) > 0; });
    };
    // Whose they were is not known: no count is to be trusted.
    to.lost = [this](std::uint64_t calls) {
      for (const auto& [name, space] : known_) space->journal().count_dropped(calls);
    };
    return to;
  }

  std::size_t entries() const {
    std::size_t sum = 0;
    for (const auto& [name, space] : known_) sum += space->journal().counts().entries;
    return sum;
  }

 private:
  // nullptr: there are too many spaces already
  Journal* journal_of(const std::string& space) {
    SpacePtr& known = known_[space];
    if (!known) known = spaces_.named(space, Spaces::Clock::now());
    if (known) return &known->journal();
    known_.erase(space);
    return nullptr;
  }

  Spaces& spaces_;
  std::map<std::string, SpacePtr> known_;
};

}  // namespace

void open_journal(JournalFile& file, bool resume, Spaces& spaces, const WorldPtr& world) {
  if (resume) {
    Resumption resumption(spaces);
    const Findings findings = replay_journal(file.path(), world, resumption.target());
    for (const Finding& finding : findings.sorted()) file.warn()(to_text(finding));
    file.warn()("note: " + std::to_string(resumption.entries()) + " calls of the journal " +
                file.path() + " are found again");
  }
  file.begin();
  file.append(start_line(resume), false);
}

}  // namespace emulator
