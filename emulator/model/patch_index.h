#pragma once

#include <cstddef>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulator/model/collection.h"

namespace emulator {

/// Patches by the records whose keys they name: finds one without composing a key of texts.
class PatchIndex {
 public:
  using Found = std::vector<const Record*>;

  /// deciding  the lookups whose records tell which patch applies
  explicit PatchIndex(std::vector<std::size_t> deciding) : deciding_(std::move(deciding)) {}

  void add(const Found& found, const Record& patch);
  /// The patch added for the same deciding records; none: nullptr.
  const Record* find(const Found& found) const;

 private:
  std::size_t hash_of(const Found& found) const;
  bool same(const Found& a, const Found& b) const;

  struct Patched {
    Found found;
    const Record* patch;
  };
  std::vector<std::size_t> deciding_;
  std::unordered_multimap<std::size_t, Patched> patches_;  // by hash_of()
};

}  // namespace emulator
