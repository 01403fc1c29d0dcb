#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "emulator/testing/export.h"

namespace emulator::testing {

/// How many calls there shall be, and how long to wait until it is so.
class ALLOY_EMULATOR_API Count {
 public:
  /// bound  "exactly", "atLeast" or "atMost"
  Count(const char* bound, std::size_t number) : bound_(bound), number_(number) {}

  /// Calls that are still to come are waited for.
  Count within(std::chrono::milliseconds patience) const;
  /// The number has to stay as it shall be for so long: no further calls.
  Count settled_for(std::chrono::milliseconds quiet) const;

  /// The members of a verification beside its pattern, as JSON text: {"exactly":1,"withinMs":0,"settleMs":0}
  std::string text() const;

 private:
  const char* bound_;
  std::size_t number_;
  std::chrono::milliseconds within_{0};
  std::chrono::milliseconds settle_{0};
};

inline Count exactly(std::size_t number) { return Count("exactly", number); }
inline Count at_least(std::size_t number) { return Count("atLeast", number); }
inline Count at_most(std::size_t number) { return Count("atMost", number); }
inline Count never() { return Count("exactly", 0); }

}  // namespace emulator::testing
