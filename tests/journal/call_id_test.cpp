#include "emulator/journal/call_id.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

namespace emulator {
namespace {

TEST_CASE("a call's id is a lower-case UUID of version 4") {
  for (int i = 0; i < 100; ++i) {
    const std::string id = make_call_id();
    CAPTURE(id);
    CHECK(parse_uuid(id) == id);
    CHECK(id[14] == '4');
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
  }
}

TEST_CASE("no id comes twice, whichever threads ask") {
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kEach = 20'000;
  std::vector<std::vector<std::string>> made(kThreads);
  std::vector<std::thread> threads;
  for (auto& ids : made) {
    threads.emplace_back([&ids] {
      for (std::size_t i = 0; i < kEach; ++i) ids.push_back(make_call_id());
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& ids : made) all.insert(ids.begin(), ids.end());
  CHECK(all.size() == kThreads * kEach);
}

TEST_CASE("a text has one UUID, and it is the same in every process") {
  CHECK(uuid_of("get-an-integration") == "d7a3e1c0-cc7f-88d9-b1c1-9f79def6321c");
  CHECK(uuid_of("get-an-integration") != uuid_of("get-an-integratioN"));
  CHECK(uuid_of("") != uuid_of("a"));
}

TEST_CASE("a UUID is read in any case") {
  CHECK(parse_uuid("0F4C6E1A-9B7D-4C3E-8A21-5D6F7E8091A2") ==
        "0f4c6e1a-9b7d-4c3e-8a21-5d6f7e8091a2");
  for (const char* text :
       {"", "unmatched", "0f4c6e1a9b7d4c3e8a215d6f7e8091a2", "0f4c6e1a-9b7d-4c3e-8a21-5d6f7e8091a",
        "0f4c6e1a-9b7d-4c3e-8a21-5d6f7e8091a2a", "0f4c6e1a-9b7d-4c3e-8a21-5d6f7e8091ag",
        "0f4c6e1a-9b7d-4c3e-8a2-15d6f7e8091a2", "0f4c6e1a09b7d04c3e08a2105d6f7e8091a2"}) {
    CAPTURE(text);
    CHECK(parse_uuid(text) == std::nullopt);
  }
}

}  // namespace
}  // namespace emulator
