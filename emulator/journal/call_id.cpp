#include "emulator/journal/call_id.h"

#include <sys/random.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

constexpr std::size_t kUuidLength = 36;

bool is_dash(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

// The finaliser of splitmix64: every input bit reaches every output bit, and no two inputs share an
// output.
std::uint64_t mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

// RFC 9562, section 4: the version stands in bits 48 to 51, the variant (binary 10) in 64 and 65.
std::string uuid(std::uint64_t high, std::uint64_t low, unsigned version) {
  high = (high & ~std::uint64_t{0xf000}) | (std::uint64_t{version} << 12);
  low = (low & (~std::uint64_t{0} >> 2)) | (std::uint64_t{1} << 63);
  char digits[32];
  for (int i = 0; i < 16; ++i) {
    digits[i] = "0123456789abcdef"[(high >> (60 - 4 * i)) & 0xf];
    digits[16 + i] = "0123456789abcdef"[(low >> (60 - 4 * i)) & 0xf];
  }
  std::string text;
  text.reserve(kUuidLength);
  const char* from = digits;
  for (const std::size_t group : {8, 4, 4, 4, 12}) {
    if (!text.empty()) text += '-';
    text.append(from, group);
    from += group;
  }
  return text;
}

struct Seed {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

Seed make_seed() {
  Seed seed;
  if (::getrandom(&seed, sizeof(seed), 0) == static_cast<ssize_t>(sizeof(seed))) return seed;
  // A sandbox may forbid the call. Moment and process still tell processes apart.
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  return {mix(static_cast<std::uint64_t>(now)), mix(static_cast<std::uint64_t>(::getpid()))};
}

std::uint64_t fnv1a(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace

std::string make_call_id() {
  static const Seed seed = make_seed();
  static std::atomic<std::uint64_t> calls{0};
  const std::uint64_t step =
      calls.fetch_add(1, std::memory_order_relaxed) * 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
  return uuid(mix(seed.high + step), mix(seed.low ^ mix(step)), 4);
}

std::string uuid_of(std::string_view text) {
  return uuid(mix(fnv1a(text, 0xcbf29ce484222325)), mix(fnv1a(text, 0x84222325cbf29ce4)), 8);
}

std::optional<std::string> parse_uuid(std::string_view text) {
  if (text.size() != kUuidLength) return std::nullopt;
  std::string lower(text);
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (is_dash(i) ? lower[i] != '-' : !is_hex_digit(lower[i])) return std::nullopt;
    lower[i] = to_lower(lower[i]);
  }
  return lower;
}

}  // namespace emulator
