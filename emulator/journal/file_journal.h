#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "emulator/journal/journal.h"
#include "emulator/journal/journal_file.h"

namespace emulator {

/// A journal whose calls, and what is done to it, are also appended to a file, which several of them may share. Answers
/// from the one in memory.
class FileJournal final : public Journal {
 public:
  /// space  whose it is; entries may name another
  FileJournal(std::string space, std::unique_ptr<Journal> memory,
              std::shared_ptr<JournalFile> file);

  void append(EntryPtr entry) override;
  void count_unanswered() override { memory_->count_unanswered(); }
  void count_dropped(std::uint64_t calls) override { memory_->count_dropped(calls); }
  bool keeps_at_once() const override { return false; }
  void when_kept(std::function<void()> then) override { file_->when_written(std::move(then)); }

  std::vector<EntryPtr> find(const Predicate& wanted) const override {
    return memory_->find(wanted);
  }
  std::size_t count(const Predicate& wanted) const override { return memory_->count(wanted); }
  EntryPtr get(std::string_view id) const override { return memory_->get(id); }

  std::vector<EntryPtr> remove_if(const Predicate& unwanted) override;
  void clear() override;

  JournalCounts counts() const override { return memory_->counts(); }
  Coverage coverage() const override { return memory_->coverage(); }

 private:
  const std::string space_;
  const std::unique_ptr<Journal> memory_;
  const std::shared_ptr<JournalFile> file_;

  // What happens to the memory stands in the same order in the file; taken before the locks of both.
  std::mutex order_;
};

/// In memory; with a file, in both.
std::unique_ptr<Journal> make_journal(const std::string& space, JournalLimits limits,
                                      const std::shared_ptr<JournalFile>& file);

}  // namespace emulator
