#include <doctest/doctest.h>

#include <atomic>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "tests/journal/backends.h"

namespace emulator {
namespace {

EntryPtr entry_of(const std::string& thread, int number) {
  auto entry = std::make_shared<Entry>();
  entry->id = std::to_string(number);
  entry->request = make_request("GET", "/" + thread);
  return entry;
}

bool every_entry(const Entry&) { return true; }

bool in_order(const std::vector<EntryPtr>& entries) {
  std::map<std::string, int, std::less<>> last;
  for (const EntryPtr& entry : entries) {
    const int number = std::stoi(entry->id);
    const auto [known, is_new] = last.try_emplace(std::string(entry->request.target), number);
    if (!is_new && number <= known->second) return false;
    known->second = number;
  }
  return true;
}

TEST_CASE_TEMPLATE(
    "threads record, read and remove at the same time, and every call is accounted for", Backend,
    MemoryBackend, FileBackend) {
  Backend backend;
  constexpr int kEach = 6000;
  Journal& journal = backend.open({3000, 256u << 20});
  std::atomic<int> recording{2};
  std::atomic<bool> ordered{true};
  std::atomic<std::size_t> removed{0};
  std::vector<std::thread> threads;
  for (const char* name : {"a", "b"}) {
    threads.emplace_back([&, name] {
      for (int i = 0; i < kEach; ++i) journal.append(entry_of(name, i));
      --recording;
    });
  }
  threads.emplace_back([&] {
    while (recording > 0) {
      if (!in_order(journal.find(every_entry))) ordered = false;
      if (journal.count(every_entry) > 3000) ordered = false;
      const EntryPtr entry = journal.get("100");
      if (entry && entry->id != "100") ordered = false;
    }
  });
  for (int divisor : {7, 11}) {
    threads.emplace_back([&, divisor] {
      while (recording > 0) {
        const auto gone = journal.remove_if(
            [&](const Entry& entry) { return std::stoi(entry.id) % divisor == 0; });
        if (!in_order(gone)) ordered = false;
        removed += gone.size();
      }
    });
  }
  for (auto& thread : threads) thread.join();

  CHECK(ordered);
  const JournalCounts counts = journal.counts();
  CHECK(counts.recorded == 2 * kEach);
  CHECK(counts.recorded - counts.dropped - removed == counts.entries);
  CHECK(journal.count(every_entry) == counts.entries);
  CHECK(in_order(journal.find(every_entry)));
}

TEST_CASE_TEMPLATE("the journal may be emptied while threads record, read and remove", Backend,
                   MemoryBackend, FileBackend) {
  Backend backend;
  Journal& journal = backend.open({});
  std::atomic<int> recording{2};
  std::vector<std::thread> threads;
  for (const char* name : {"a", "b"}) {
    threads.emplace_back([&, name] {
      for (int i = 0; i < 5000; ++i) journal.append(entry_of(name, i));
      --recording;
    });
  }
  threads.emplace_back([&] {
    while (recording > 0) journal.remove_if([](const Entry& e) { return e.id.back() == '3'; });
  });
  threads.emplace_back([&] {
    while (recording > 0) journal.clear();
  });
  for (auto& thread : threads) thread.join();
  const JournalCounts counts = journal.counts();
  CHECK(journal.count(every_entry) == counts.entries);
  CHECK(counts.entries <= counts.recorded);
  CHECK(counts.dropped == 0);
  journal.clear();
  CHECK(journal.counts().bytes == 0);
}

}  // namespace
}  // namespace emulator
