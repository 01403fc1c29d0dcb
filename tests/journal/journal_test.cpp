#include "emulator/journal/journal.h"

#include <doctest/doctest.h>

#include <future>
#include <random>
#include <string>
#include <vector>

#include "tests/journal/backends.h"

namespace emulator {
namespace {

EntryPtr entry_named(std::string id, std::size_t body_bytes = 0) {
  auto entry = std::make_shared<Entry>();
  entry->id = std::move(id);
  entry->request = make_request("GET", "/", {}, std::string(body_bytes, 'b'));
  return entry;
}

bool any(const Entry&) { return true; }

std::vector<std::string> ids_of(const std::vector<EntryPtr>& entries) {
  std::vector<std::string> ids;
  for (const EntryPtr& entry : entries) ids.push_back(entry->id);
  return ids;
}

using Ids = std::vector<std::string>;

Journal::Predicate named(std::string id) {
  return [id = std::move(id)](const Entry& entry) { return entry.id == id; };
}

TEST_CASE_TEMPLATE("recorded calls are found oldest first", Backend, MemoryBackend, FileBackend) {
  Backend backend;
  Journal& journal = backend.open({});
  for (const char* id : {"a", "b", "c"}) journal.append(entry_named(id));
  CHECK(ids_of(journal.find(any)) == Ids{"a", "b", "c"});
  CHECK(ids_of(journal.find(named("b"))) == Ids{"b"});
  CHECK(journal.count(any) == 3);
  CHECK(journal.count(named("x")) == 0);
}

TEST_CASE_TEMPLATE("a call is found by its id", Backend, MemoryBackend, FileBackend) {
  Backend backend;
  Journal& journal = backend.open({2000, 256u << 20});
  for (int i = 0; i < 5000; ++i) journal.append(entry_named(std::to_string(i)));
  REQUIRE(journal.get("4999"));
  CHECK(journal.get("4999")->id == "4999");
  REQUIRE(journal.get("3000"));
  CHECK(journal.get("3000")->id == "3000");
  CHECK(journal.get("2999") == nullptr);  // dropped
  CHECK(journal.get("5000") == nullptr);
}

TEST_CASE_TEMPLATE("beyond the limit of entries the oldest are dropped, and counted", Backend,
                   MemoryBackend, FileBackend) {
  Backend backend;
  Journal& journal = backend.open({3, 256u << 20});
  for (const char* id : {"a", "b", "c", "d", "e"}) journal.append(entry_named(id));
  CHECK(ids_of(journal.find(any)) == Ids{"c", "d", "e"});
  const JournalCounts counts = journal.counts();
  CHECK(counts.recorded == 5);
  CHECK(counts.dropped == 2);
  CHECK(counts.entries == 3);
  CHECK(counts.bytes == 3 * size_in_bytes(*entry_named("a")));
}

TEST_CASE_TEMPLATE("beyond the limit of bytes the oldest are dropped, and counted", Backend,
                   MemoryBackend, FileBackend) {
  Backend backend;
  const std::size_t size = size_in_bytes(*entry_named("a", 1000));
  Journal& journal = backend.open({100, 3 * size});
  for (const char* id : {"a", "b", "c", "d"}) journal.append(entry_named(id, 1000));
  CHECK(ids_of(journal.find(any)) == Ids{"b", "c", "d"});
  CHECK(journal.counts().bytes == 3 * size);

  SUBCASE("a call larger than the limit stays alone until the next one comes") {
    journal.append(entry_named("large", 100'000));
    CHECK(ids_of(journal.find(any)) == Ids{"large"});
    journal.append(entry_named("next"));
    CHECK(ids_of(journal.find(any)) == Ids{"next"});
    CHECK(journal.counts().dropped == 5);
  }
}

TEST_CASE_TEMPLATE("of journals that hold too much together, one that grows keeps its share alone",
                   Backend, MemoryBackend, FileBackend) {
  Backend backend;
  const std::size_t size = size_in_bytes(*entry_named("a", 1000));
  const auto together = std::make_shared<BytesTogether>(6 * size, 2 * size);
  Journal& quiet = backend.open({100, 5 * size, together});
  Journal& busy = backend.open({100, 5 * size, together});
  for (const char* id : {"a", "b", "c"}) quiet.append(entry_named(id, 1000));
  for (const char* id : {"d", "e", "f"}) busy.append(entry_named(id, 1000));
  CHECK(busy.counts().dropped == 0);
  busy.append(entry_named("g", 1000));
  CHECK(ids_of(busy.find(any)) == Ids{"e", "f", "g"});
  busy.append(entry_named("h", 1000));
  CHECK(busy.counts().dropped == 2);
  CHECK(ids_of(quiet.find(any)) == Ids{"a", "b", "c"});

  SUBCASE("what one gives up, another may hold") {
    quiet.clear();
    busy.append(entry_named("i", 1000));
    busy.append(entry_named("j", 1000));
    CHECK(busy.counts().entries == 5);
    quiet.append(entry_named("k", 1000));
    CHECK(quiet.counts().dropped == 0);
    busy.remove_if(named("j"));
    quiet.append(entry_named("l", 1000));
    CHECK(quiet.counts().dropped == 0);
  }
  SUBCASE("one that has less than its share keeps all") {
    Journal& small = backend.open({100, 5 * size, together});
    small.append(entry_named("i", 1000));
    small.append(entry_named("j", 1000));
    CHECK(small.counts().dropped == 0);
    small.append(entry_named("k", 1000));
    CHECK(ids_of(small.find(any)) == Ids{"j", "k"});
  }
}

TEST_CASE_TEMPLATE("a limit of no entries still keeps the last call", Backend, MemoryBackend,
                   FileBackend) {
  Backend backend;
  Journal& journal = backend.open({0, 0});
  for (const char* id : {"a", "b"}) journal.append(entry_named(id));
  CHECK(ids_of(journal.find(any)) == Ids{"b"});
}

TEST_CASE_TEMPLATE(
    "a dropped call gives its memory back at once, or, when it was read then, soon after", Backend,
    MemoryBackend, FileBackend) {
  Backend backend;
  constexpr std::size_t kLimit = 1u << 20;
  Journal& journal = backend.open({100'000, kLimit});
  std::vector<std::weak_ptr<const Entry>> made;
  const auto append = [&](int count) {
    for (int i = 0; i < count; ++i) {
      EntryPtr entry = entry_named("e", 1000);
      made.push_back(entry);
      journal.append(std::move(entry));
    }
  };
  const auto held = [&] {
    std::size_t bytes = 0;
    for (const auto& weak : made) {
      if (const EntryPtr entry = weak.lock()) bytes += size_in_bytes(*entry);
    }
    return bytes;
  };
  append(10'000);
  CHECK(held() == journal.counts().bytes);
  int read = 0;
  journal.count([&](const Entry&) {
    if (read++ == 0) append(10'005);
    return true;
  });
  CHECK(held() >= journal.counts().bytes);
  CHECK(held() <= kLimit + kLimit / 64);
}

TEST_CASE_TEMPLATE("removed calls are given back oldest first and do not count as dropped", Backend,
                   MemoryBackend, FileBackend) {
  Backend backend;
  Journal& journal = backend.open({});
  for (int i = 0; i < 5000; ++i) journal.append(entry_named(std::to_string(i)));
  const auto removed =
      journal.remove_if([](const Entry& entry) { return std::stoi(entry.id) % 3 == 0; });
  REQUIRE(removed.size() == 1667);
  CHECK(removed.front()->id == "0");
  CHECK(removed.back()->id == "4998");
  journal.append(entry_named("5000"));

  const Ids left = ids_of(journal.find(any));
  Ids expected;
  for (int i = 0; i <= 5000; ++i) {
    if (i % 3 != 0) expected.push_back(std::to_string(i));
  }
  CHECK(left == expected);
  const JournalCounts counts = journal.counts();
  CHECK(counts.recorded == 5001);
  CHECK(counts.dropped == 0);
  CHECK(counts.entries == expected.size());
  CHECK(journal.get("3") == nullptr);
}

TEST_CASE_TEMPLATE("clearing forgets the calls and starts the counts anew", Backend, MemoryBackend,
                   FileBackend) {
  Backend backend;
  Journal& journal = backend.open({1, 256u << 20});
  for (const char* id : {"a", "b"}) journal.append(entry_named(id));
  journal.count_unanswered();
  CHECK(journal.counts().unanswered == 1);
  journal.clear();
  CHECK(journal.find(any).empty());
  const JournalCounts counts = journal.counts();
  CHECK(counts.recorded == 0);
  CHECK(counts.dropped == 0);
  CHECK(counts.unanswered == 0);
  CHECK(counts.entries == 0);
  CHECK(counts.bytes == 0);
}

// A predicate runs without the lock that recording takes, so it may stand for another thread.
TEST_CASE_TEMPLATE("a reader sees the journal as it was when it came", Backend, MemoryBackend,
                   FileBackend) {
  Backend backend;
  Journal& journal = backend.open({});
  for (const char* id : {"a", "b", "c"}) journal.append(entry_named(id));
  SUBCASE("also when calls come in meanwhile") {
    CHECK(journal.count([&](const Entry&) {
      journal.append(entry_named("new"));
      return true;
    }) == 3);
    CHECK(journal.count(any) == 6);
  }
  SUBCASE("also when all it looks at is dropped meanwhile") {
    Journal& small = backend.open({3, 256u << 20});
    for (const char* id : {"a", "b", "c"}) small.append(entry_named(id));
    Ids seen;
    small.count([&](const Entry& entry) {
      seen.push_back(entry.id);
      small.append(entry_named("new"));
      small.append(entry_named("newer"));
      return true;
    });
    CHECK(seen == Ids{"a", "b", "c"});
    CHECK(ids_of(small.find(any)) == Ids{"newer", "new", "newer"});
  }
  SUBCASE("also when it is emptied meanwhile") {
    CHECK(journal.count([&](const Entry&) {
      journal.clear();
      return true;
    }) == 3);
    CHECK(journal.count(any) == 0);
  }
}

TEST_CASE_TEMPLATE("a removal takes away what it saw, and only if it is still there", Backend,
                   MemoryBackend, FileBackend) {
  Backend backend;
  Journal& journal = backend.open({4, 256u << 20});
  for (const char* id : {"a", "b", "c", "d"}) journal.append(entry_named(id));
  bool first = true;
  const auto once = [&](auto action) {
    return [&first, action](const Entry& entry) {
      if (first) action();
      first = false;
      return entry.id != "c";
    };
  };
  SUBCASE("a call that comes in meanwhile stays") {
    Journal& roomy = backend.open({});
    for (const char* id : {"a", "b", "c", "d"}) roomy.append(entry_named(id));
    const auto removed = roomy.remove_if(once([&] { roomy.append(entry_named("e")); }));
    CHECK(ids_of(removed) == Ids{"a", "b", "d"});
    CHECK(ids_of(roomy.find(any)) == Ids{"c", "e"});
  }
  SUBCASE("a call that is dropped meanwhile was not removed") {
    const auto removed = journal.remove_if(once([&] { journal.append(entry_named("e")); }));
    CHECK(ids_of(removed) == Ids{"b", "d"});
    CHECK(ids_of(journal.find(any)) == Ids{"c", "e"});
    CHECK(journal.counts().dropped == 1);
    CHECK(journal.counts().entries == 2);
    CHECK(journal.counts().bytes == 2 * size_in_bytes(*entry_named("c")));
  }
  SUBCASE("when all of them are dropped meanwhile, nothing was removed") {
    const auto removed = journal.remove_if(once([&] {
      for (const char* id : {"e", "f", "g", "h", "i"}) journal.append(entry_named(id));
    }));
    CHECK(ids_of(removed) == Ids{});
    CHECK(ids_of(journal.find(any)) == Ids{"f", "g", "h", "i"});
    CHECK(journal.counts().dropped == 5);
  }
  SUBCASE("when it is emptied meanwhile, nothing was removed") {
    const auto removed = journal.remove_if(once([&] {
      journal.clear();
      journal.append(entry_named("a"));
    }));
    CHECK(ids_of(removed) == Ids{});
    CHECK(ids_of(journal.find(any)) == Ids{"a"});
  }
}

// Against the plainest journal that could be, over many blocks, small and large entries.
#ifdef ALLOY_SANITIZED
constexpr int kRounds = 2;  // each takes six times as long
#else
constexpr int kRounds = 8;
#endif

TEST_CASE_TEMPLATE("whatever is done in whatever order, the journal holds what a plain list would",
                   Backend, MemoryBackend, FileBackend) {
  Backend backend;
  std::mt19937 dice(20261123);
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(dice() % limit); };
  for (int round = 0; round < kRounds; ++round) {
    const JournalLimits limits{1 + below(6000), (1u + below(40)) << 16};
    CAPTURE(limits.entries);
    CAPTURE(limits.bytes);
    Journal& journal = backend.open(limits);
    std::vector<EntryPtr> plain;
    std::uint64_t dropped = 0;
    int made = 0;
    const auto append = [&](unsigned many) {
      for (unsigned i = 0; i < many; ++i) {
        EntryPtr entry = entry_named(std::to_string(made++), below(20) == 0 ? 5000 : 10);
        plain.push_back(entry);
        journal.append(std::move(entry));
      }
      std::size_t bytes = 0;
      for (const EntryPtr& entry : plain) bytes += size_in_bytes(*entry);
      std::size_t gone = 0;
      while (plain.size() - gone > limits.entries ||
             (bytes > limits.bytes && plain.size() - gone > 1)) {
        bytes -= size_in_bytes(*plain[gone++]);
      }
      dropped += gone;
      plain.erase(plain.begin(), plain.begin() + static_cast<std::ptrdiff_t>(gone));
    };
    const auto remove = [&] {
      const int modulus = static_cast<int>(1 + below(50));
      const unsigned meanwhile = below(2) * below(1500);
      bool first = true;
      const auto removed = journal.remove_if([&](const Entry& entry) {
        if (first) append(meanwhile);
        first = false;
        return std::stoi(entry.id) % modulus == 0;
      });
      // What came meanwhile was not looked at: it is kept even where the number fits.
      Ids expected;
      std::vector<EntryPtr> kept;
      const int seen = made - static_cast<int>(first ? 0 : meanwhile);
      for (const EntryPtr& entry : plain) {
        const int number = std::stoi(entry->id);
        if (number < seen && number % modulus == 0) {
          expected.push_back(entry->id);
        } else {
          kept.push_back(entry);
        }
      }
      CHECK(ids_of(removed) == expected);
      plain = kept;
    };
    append(500);
    for (int step = 0; step < 30; ++step) {
      if (below(3) == 0) {
        remove();
      } else {
        append(below(2500));
      }
      REQUIRE(ids_of(journal.find(any)) == ids_of(plain));
      std::size_t bytes = 0;
      for (const EntryPtr& entry : plain) bytes += size_in_bytes(*entry);
      REQUIRE(journal.counts().entries == plain.size());
      REQUIRE(journal.counts().bytes == bytes);
      REQUIRE(journal.counts().dropped == dropped);
    }
  }
}

TEST_CASE_TEMPLATE("what is kept is told, and what is missing is counted", Backend, MemoryBackend,
                   FileBackend) {
  Backend backend;
  Journal& journal = backend.open({});
  journal.append(entry_named("a"));
  std::promise<void> kept;
  journal.when_kept([&] { kept.set_value(); });
  CHECK(kept.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
  journal.count_dropped(3);
  CHECK(journal.counts().dropped == 3);
  CHECK(journal.counts().recorded == 4);
  journal.clear();
  CHECK(journal.counts().dropped == 0);
}

}  // namespace
}  // namespace emulator
