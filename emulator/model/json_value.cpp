#include "emulator/model/json_value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>
#include <vector>

namespace emulator {
namespace {

__extension__ using Wide = unsigned __int128;

/// |value| = digits * 10^exponent, digits not ending in 0.
struct Decimal {
  std::uint64_t digits = 0;
  int exponent = 0;
};

Decimal without_trailing_zeros(Decimal decimal) {
  if (decimal.digits == 0) return {};
  while (decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  return decimal;
}

/// The shortest decimal that reads back as this double: at most 17 digits.
Decimal shortest_decimal(double value) {
  char text[32];
  const auto end =
      std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::scientific).ptr;
  Decimal decimal;
  bool in_fraction = false;
  const char* at = text;
  for (; at != end && *at != 'e'; ++at) {
    if (*at == '.') {
      in_fraction = true;
      continue;
    }
    decimal.digits = decimal.digits * 10 + static_cast<std::uint64_t>(*at - '0');
    if (in_fraction) --decimal.exponent;
  }
  int power = 0;
  if (at != end) {
    ++at;
    if (*at == '+') ++at;
    std::from_chars(at, end, power);
  }
  decimal.exponent += power;
  return without_trailing_zeros(decimal);
}

Decimal to_decimal(const Json& number) {
  if (number.is_number_float()) return shortest_decimal(number.get<double>());
  if (number.is_number_unsigned()) {
    return without_trailing_zeros({number.get<std::uint64_t>(), 0});
  }
  const auto value = number.get<std::int64_t>();
  const auto magnitude =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  return without_trailing_zeros({magnitude, 0});
}

/// Exact for every number of Json: 64 bits of mantissa (x86) or more (ARM) hold any integer and
/// any double.
long double to_long_double(const Json& number) {
  if (number.is_number_unsigned()) return static_cast<long double>(number.get<std::uint64_t>());
  if (number.is_number_integer()) return static_cast<long double>(number.get<std::int64_t>());
  return static_cast<long double>(number.get<double>());
}

using Member = Json::object_t::value_type;

std::vector<const Member*> members_by_name(const Json::object_t& object) {
  std::vector<const Member*> members;
  members.reserve(object.size());
  for (const auto& member : object) members.push_back(&member);
  std::sort(members.begin(), members.end(),
            [](const Member* a, const Member* b) { return a->first < b->first; });
  return members;
}

bool equal_large_objects(const Json::object_t& a, const Json::object_t& b) {
  const auto left = members_by_name(a);
  const auto right = members_by_name(b);
  return std::equal(left.begin(), left.end(), right.begin(), [](const Member* x, const Member* y) {
    return x->first == y->first && equal_values(x->second, y->second);
  });
}

bool equal_objects(const Json::object_t& a, const Json::object_t& b) {
  if (a.size() != b.size()) return false;
  // A lookup runs through all members: past a handful, sorting is cheaper.
  constexpr std::size_t kSmall = 16;
  if (a.size() > kSmall) return equal_large_objects(a, b);
  return std::all_of(a.begin(), a.end(), [&](const Member& member) {
    const auto other = b.find(member.first);
    return other != b.end() && equal_values(member.second, other->second);
  });
}

void measure_into(const Json& value, std::size_t depth_left, Extent& extent) {
  ++extent.values;
  if (!value.is_structured()) return;
  if (depth_left == 0) {
    extent.too_deep = true;
    return;
  }
  for (const auto& item : value) {
    measure_into(item, depth_left - 1, extent);
    if (extent.too_deep) return;
  }
}

std::size_t mix(std::size_t hash) {
  hash ^= hash >> 31;
  return hash * 0x9E3779B97F4A7C15ULL;
}

}  // namespace

bool is_integer(const Json& value) {
  if (value.is_number_integer()) return true;
  if (!value.is_number_float()) return false;
  const double number = value.get<double>();
  return std::isfinite(number) && std::trunc(number) == number;
}

int compare_numbers(const Json& a, const Json& b) {
  const long double left = to_long_double(a);
  const long double right = to_long_double(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

bool is_multiple_of(const Json& value, const Json& factor) {
  const Decimal dividend = to_decimal(value);
  const Decimal divisor = to_decimal(factor);
  if (dividend.digits == 0) return true;
  if (divisor.digits == 0) return false;
  int shift = dividend.exponent - divisor.exponent;
  if (shift < 0) {
    // dividend / (divisor * 10^-shift): beyond 10^19 the divisor is larger than any dividend.
    if (shift < -19) return false;
    Wide scaled = divisor.digits;
    for (; shift < 0; ++shift) scaled *= 10;
    return Wide{dividend.digits} % scaled == 0;
  }
  Wide remainder = dividend.digits % divisor.digits;
  for (; shift > 0 && remainder != 0; --shift) remainder = remainder * 10 % divisor.digits;
  return remainder == 0;
}

bool equal_values(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) == 0;
  if (a.type() != b.type()) return false;
  if (a.is_object()) {
    return equal_objects(a.get_ref<const Json::object_t&>(), b.get_ref<const Json::object_t&>());
  }
  if (a.is_array()) return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal_values);
  return a == b;
}

std::size_t hash_value(const Json& value) {
  if (value.is_number()) return mix(std::hash<double>{}(value.get<double>()));
  if (value.is_string()) return std::hash<std::string>{}(value.get_ref<const std::string&>());
  std::size_t hash = static_cast<std::size_t>(value.type()) + 1;
  if (value.is_array()) {
    for (const auto& item : value) hash = mix(hash + hash_value(item));
  } else if (value.is_object()) {
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      hash += mix(std::hash<std::string>{}(name) + hash_value(member));
    }
  } else if (value.is_boolean()) {
    hash += value.get<bool>() ? 100 : 200;
  }
  return mix(hash);
}

std::size_t size_in_bytes(const Json& value) {
  constexpr std::size_t kAllocationBytes = 16;
  // A short text lies in the string itself.
  const auto size_of_text = [](const std::string& text) {
    return text.size() < 16 ? 0 : text.size() + kAllocationBytes;
  };
  std::size_t bytes = sizeof(Json);
  if (value.is_string()) {
    bytes +=
        kAllocationBytes + sizeof(std::string) + size_of_text(value.get_ref<const std::string&>());
  } else if (value.is_array()) {
    bytes += 2 * kAllocationBytes + sizeof(Json::array_t);
    for (const Json& part : value) bytes += size_in_bytes(part);
  } else if (value.is_object()) {
    bytes += 2 * kAllocationBytes + sizeof(Json::object_t);
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>())
      bytes += sizeof(std::string) + size_of_text(name) + size_in_bytes(member);
  }
  return bytes;
}

std::size_t count_code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

Extent measure(const Json& value, std::size_t max_depth) {
  Extent extent;
  measure_into(value, max_depth, extent);
  return extent;
}

}  // namespace emulator
