#include "emulator/model/patch_index.h"

#include <algorithm>
#include <cstdint>

namespace emulator {

std::size_t PatchIndex::hash_of(const Found& found) const {
  std::size_t hash = 0;
  for (const std::size_t lookup : deciding_) {
    // The low bits of addresses are alike, and two records must not cancel each other out.
    const auto address = reinterpret_cast<std::uintptr_t>(found[lookup]);
    hash = (hash ^ (address >> 4)) * 0x9e3779b97f4a7c15;  // 2^64 / golden ratio
  }
  return hash ^ (hash >> 32);
}

bool PatchIndex::same(const Found& a, const Found& b) const {
  return std::all_of(deciding_.begin(), deciding_.end(),
                     [&](std::size_t lookup) { return a[lookup] == b[lookup]; });
}

void PatchIndex::add(const Found& found, const Record& patch) {
  patches_.emplace(hash_of(found), Patched{found, &patch});
}

const Record* PatchIndex::find(const Found& found) const {
  const auto [begin, end] = patches_.equal_range(hash_of(found));
  const auto patched =
      std::find_if(begin, end, [&](const auto& entry) { return same(entry.second.found, found); });
  return patched == end ? nullptr : patched->second.patch;
}

}  // namespace emulator
