#include "emulator/cli/quantities.h"

#include <charconv>
#include <CLI/CLI.hpp>
#include <string_view>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr Unit kSizes[] = {{"", 1},         {"K", 1u << 10}, {"k", 1u << 10}, {"M", 1u << 20},
                           {"m", 1u << 20}, {"G", 1u << 30}, {"g", 1u << 30}};
constexpr Unit kTimes[] = {{"", 1000}, {"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}};

constexpr std::uint64_t kMostNumber = 9'999'999'999;
constexpr std::uint64_t kMostMilliseconds = 3'600'000'000;

/// A number, then a unit. returns  false: it is not
template <std::size_t N>
bool read_quantity(std::string_view text, const Unit (&units)[N], std::uint64_t& value) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || number > kMostNumber) return false;
  const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
  for (const Unit& known : units) {
    if (known.name != unit) continue;
    value = number * known.factor;
    return true;
  }
  return false;
}

}  // namespace

std::uint64_t parse_size(const std::string& option, const std::string& text) {
  std::uint64_t bytes = 0;
  if (read_quantity(text, kSizes, bytes)) return bytes;
  throw CLI::ValidationError(
      option, in_quotes(text) + " is not a size; write a number with K, M or G, such as 256M");
}

std::chrono::milliseconds parse_time(const std::string& option, const std::string& text) {
  std::uint64_t time = 0;
  if (read_quantity(text, kTimes, time) && time <= kMostMilliseconds)
    return std::chrono::milliseconds(time);
  throw CLI::ValidationError(
      option, in_quotes(text) + " is not a time; write a number with ms, s, m or h, such as 5s");
}

}  // namespace emulator
