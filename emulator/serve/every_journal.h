#pragma once

#include <vector>

#include "emulator/serve/spaces.h"

namespace emulator {

/// The journals of all spaces, read as one in the order in which calls came in. What forgets calls acts on the default
/// space alone: a claimed one is its owner's.
class EveryJournal : public Journal {
 public:
  EveryJournal(Journal& own, std::vector<Spaces::Listed> others)
      : own_(own), others_(std::move(others)) {}

  void append(EntryPtr entry) override { own_.append(std::move(entry)); }
  void count_unanswered() override { own_.count_unanswered(); }
  void count_dropped(std::uint64_t calls) override { own_.count_dropped(calls); }
  bool keeps_at_once() const override { return own_.keeps_at_once(); }
  void when_kept(std::function<void()> then) override { own_.when_kept(std::move(then)); }
  std::vector<EntryPtr> find(const Predicate& wanted) const override;
  std::size_t count(const Predicate& wanted) const override;
  EntryPtr get(std::string_view id) const override;
  std::vector<EntryPtr> remove_if(const Predicate& unwanted) override {
    return own_.remove_if(unwanted);
  }
  void clear() override { own_.clear(); }
  JournalCounts counts() const override;
  Coverage coverage() const override;

 private:
  Journal& own_;
  const std::vector<Spaces::Listed> others_;
};

}  // namespace emulator
