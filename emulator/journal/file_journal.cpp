#include "emulator/journal/file_journal.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "emulator/journal/entry_line.h"

namespace emulator {

FileJournal::FileJournal(std::string space, std::unique_ptr<Journal> memory,
                         std::shared_ptr<JournalFile> file)
    : space_(std::move(space)), memory_(std::move(memory)), file_(std::move(file)) {}

void FileJournal::append(EntryPtr entry) {
  std::string line = entry_line(*entry);
  const std::lock_guard lock(order_);
  memory_->append(std::move(entry));
  file_->append(std::move(line), true);
}

// The predicate is run without the lock: it may take long.
std::vector<EntryPtr> FileJournal::remove_if(const Predicate& unwanted) {
  auto removed = memory_->remove_if(unwanted);
  if (removed.empty()) return removed;
  Json line = {
      {"v", kJournalVersion}, {"kind", "removed"}, {"space", space_}, {"ids", Json::array()}};
  for (const EntryPtr& entry : removed) line["ids"].push_back(entry->id);
  const std::lock_guard lock(order_);
  file_->append(line.dump() + "\n", false);
  return removed;
}

void FileJournal::clear() {
  const Json line = {{"v", kJournalVersion}, {"kind", "cleared"}, {"space", space_}};
  const std::lock_guard lock(order_);
  memory_->clear();
  file_->append(line.dump() + "\n", false);
}

std::unique_ptr<Journal> make_journal(const std::string& space, JournalLimits limits,
                                      const std::shared_ptr<JournalFile>& file) {
  auto memory = make_memory_journal(limits);
  if (!file) return memory;
  return std::make_unique<FileJournal>(space, std::move(memory), file);
}

}  // namespace emulator
