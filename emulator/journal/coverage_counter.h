#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "emulator/journal/coverage.h"
#include "emulator/journal/entry.h"

namespace emulator {

/// Counts what calls exercise of the documents, as they come: what was counted does not depend on how long entries are
/// kept. Any thread.
class CoverageCounter {
 public:
  void count(const Entry& entry);
  void clear();

  /// Of the operations that were called.
  Coverage counted() const;

 private:
  /// The numbers of one operation, and the ways to them.
  struct Tally {
    OperationCoverage shown;
    std::unordered_map<const Rule*, std::uint64_t*> broken;
    /// Of each answer's examples, the body it would have.
    std::vector<std::vector<std::string>> bodies;
  };
  static Tally make_tally(const Operation& operation);
  static void count_parameters(const Entry& entry, Tally& tally);
  static void count_answer(const Entry& entry, Tally& tally);
  void keep_earlier();

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  ModelPtr model_;  ///< into which tallies_ points
  std::unordered_map<const Operation*, Tally> tallies_;
  Coverage earlier_;  ///< of the models before
};

}  // namespace emulator
