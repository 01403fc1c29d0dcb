#include "emulator/model/new_id.h"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

namespace emulator {
namespace {

constexpr std::size_t kObjectIdDigits = 24;
constexpr std::size_t kUuidDigits = 32;

// splitmix64: each step scatters all bits.
std::uint64_t scattered(std::uint64_t& state) {
  std::uint64_t bits = state += 0x9e3779b97f4a7c15;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

// FNV-1a, which is the same on every machine.
std::uint64_t hash_of_text(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

std::string hexadecimal(std::size_t digits, std::uint64_t& state) {
  std::string text;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (i % 16 == 0) bits = scattered(state);
    text += "0123456789abcdef"[bits & 0xf];
    bits >>= 4;
  }
  return text;
}

// RFC 9562, version 4 by its marks.
std::string uuid_text(std::uint64_t& state) {
  std::string text = hexadecimal(kUuidDigits, state);
  text[12] = '4';
  text[16] = "89ab"[text[16] % 4];
  for (const std::size_t at : {20, 16, 12, 8}) text.insert(at, "-");
  return text;
}

Json next_number(const Collection& collection, const std::string& field) {
  std::int64_t greatest = 0;
  for (const Record& record : collection.records()) {
    const Json* value = member_by_path(*record.value, field);
    if (value && value->is_number_integer())
      greatest = std::max(greatest, value->get<std::int64_t>());
  }
  return greatest == std::numeric_limits<std::int64_t>::max() ? greatest : greatest + 1;
}

}  // namespace

Json make_new_id(const NewId& wanted, const Collection& collection, std::uint64_t dice) {
  if (wanted.form == NewId::Form::kNumber) return next_number(collection, wanted.field);
  std::uint64_t state = hash_of_text(collection.name()) + dice;
  while (true) {
    const std::string id =
        wanted.form == NewId::Form::kUuid ? uuid_text(state) : hexadecimal(kObjectIdDigits, state);
    if (!collection.find(id)) return id;
  }
}

}  // namespace emulator
