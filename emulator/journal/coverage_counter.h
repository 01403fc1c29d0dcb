#pragma once

#include <array>
#include <memory>

#include "emulator/journal/coverage.h"
#include "emulator/journal/entry.h"

namespace emulator {

/// Counts what calls exercise of the documents, as they come: what was counted does not depend on how long entries are
/// kept. Any thread. Each thread counts in one of several parts, so that threads that serve calls do not wait for each
/// other.
class CoverageCounter {
 public:
  CoverageCounter();
  ~CoverageCounter();
  void count(const Entry& entry);
  void clear();

  /// Of the operations that were called; one may be there several times, each time with other calls.
  Coverage counted() const;

 private:
  class Part;
  static constexpr std::size_t kParts = 4;
  std::array<std::unique_ptr<Part>, kParts> parts_;
};

}  // namespace emulator
