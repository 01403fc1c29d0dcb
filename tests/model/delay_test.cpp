#include "emulator/model/delay.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace emulator {
namespace {

std::vector<std::int64_t> drawn(const DelayDistribution& distribution) {
  Dice dice(7);
  std::vector<std::int64_t> all;
  for (int i = 0; i < 10'000; ++i) all.push_back(draw(distribution, dice).count());
  std::sort(all.begin(), all.end());
  return all;
}

TEST_CASE("a fixed delay is what it says") {
  const auto all = drawn(FixedDelay{30});
  CHECK(all.front() == 30);
  CHECK(all.back() == 30);
}

TEST_CASE("a uniform delay is anywhere between its bounds") {
  const auto all = drawn(UniformDelay{100, 300});
  CHECK(all.front() >= 100);
  CHECK(all.front() <= 102);
  CHECK(all.back() <= 300);
  CHECK(all.back() >= 298);
  for (const int percent : {25, 50, 75}) {
    CAPTURE(percent);
    const auto there = all[static_cast<std::size_t>(percent) * 100];
    CHECK(there > 100 + 2 * percent - 6);
    CHECK(there < 100 + 2 * percent + 6);
  }
}

TEST_CASE("a log-normal delay has its median, its spread and a long tail") {
  const auto all = drawn(LogNormalDelay{1000, 0.5, {}});
  CHECK(all[5000] > 970);
  CHECK(all[5000] < 1030);
  // exp(0.5) = 1.65: a standard deviation of the logarithm up, below which 84.1 % are.
  CHECK(all[8413] > 1600);
  CHECK(all[8413] < 1700);
  CHECK(all.back() > 4000);
}

TEST_CASE("a log-normal delay goes no further than its maxValue, and none beyond a day") {
  CHECK(drawn(LogNormalDelay{1000, 0.5, 1200}).back() == 1200);
  CHECK(drawn(LogNormalDelay{1000, 100, {}}).back() == 86'400'000);
}

}  // namespace
}  // namespace emulator
