#pragma once

#include <stdexcept>

#include "emulator/testing/export.h"

namespace emulator::testing {

/// A test asked for what cannot be: documents with mistakes, a stub that cannot be read, a record that
/// does not fit, a collection that is not there. what(): where, what, and what to do.
class ALLOY_EMULATOR_API Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace emulator::testing
