// What claims of spaces cost a call.
//   space_claims SPACES
// Prints a line each: which call, and microseconds for one of them: of CPU, of a thread that asks alone, and of each of two
// that ask at the same time. Every space claims another value of one query parameter.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "emulator/serve/spaces.h"

namespace {

using namespace emulator;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kAsking{1'000};

SpaceClaim claim_of(std::size_t number) {
  SpaceClaim claim;
  claim.shown = std::make_shared<const Json>(
      Json{{"queryParameters",
            {{"userId", {{"equalTo", "user+" + std::to_string(number) + "@example.com"}}}}}});
  claim.match = RequestPattern(*claim.shown);
  return claim;
}

Request call_of(std::size_t number) {
  return make_request(
      "POST", "/integrations/Shopify?userId=user%2B" + std::to_string(number) + "%40example.com",
      {{"Host", "127.0.0.1:8080"},
       {"User-Agent", "python-requests/2.28.1"},
       {"Accept", "application/json"},
       {"Authorization", "bearer YOUR_API_KEY"},
       {"Content-Type", "application/json"}});
}

double cpu_microseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

/// Of one call, in microseconds.
struct Cost {
  double cpu = 0;
  double elapsed = 0;  ///< of each thread
};

Cost asked(Spaces& spaces, const Request& call, std::size_t threads) {
  std::atomic<std::uint64_t> calls{0};
  std::vector<std::thread> all;
  const double cpu = cpu_microseconds();
  const auto begun = Clock::now();
  for (std::size_t i = 0; i < threads; ++i) {
    all.emplace_back([&] {
      Request mine = call;
      std::uint64_t done = 0;
      for (auto now = begun; now - begun < kAsking; now = Clock::now(), ++done)
        spaces.enter(mine, now);
      calls += done;
    });
  }
  for (std::thread& thread : all) thread.join();
  const std::chrono::duration<double, std::micro> took = Clock::now() - begun;
  const auto all_calls = static_cast<double>(calls);
  return {(cpu_microseconds() - cpu) / all_calls,
          took.count() * static_cast<double>(threads) / all_calls};
}

void measure(Spaces& spaces, const char* name, const Request& call) {
  const Cost alone = asked(spaces, call, 1);
  std::printf("%s\t%.1f\t%.1f\t%.1f\n", name, alone.cpu, alone.elapsed,
              asked(spaces, call, 2).elapsed);
}

}  // namespace

int main(int argc, char** argv) {
  const auto claims = argc == 2 ? static_cast<std::size_t>(std::atoll(argv[1])) : 0;
  if (claims == 0 || claims > Spaces::kMost) {
    std::fprintf(stderr, "usage: space_claims SPACES\n");
    return 2;
  }
  Spaces spaces({});
  std::string holder;
  const double cpu = cpu_microseconds();
  const auto begun = Clock::now();
  for (std::size_t i = 0; i < claims; ++i)
    spaces.claim("s" + std::to_string(i), claim_of(i), Clock::now(), &holder);
  const std::chrono::duration<double, std::micro> took = Clock::now() - begun;
  const auto all = static_cast<double>(claims);
  std::printf("to claim\t%.1f\t%.1f\t-\n", (cpu_microseconds() - cpu) / all, took.count() / all);
  measure(spaces, "claimed last", call_of(claims - 1));
  measure(spaces, "claimed in the middle", call_of(claims / 2));
  measure(spaces, "claimed first", call_of(0));
  measure(spaces, "claimed by none", call_of(claims));
  return 0;
}
