#pragma once

#include <gtest/gtest.h>

#include "emulator/testing/emulator.h"

namespace emulator::testing {

/// Failures are GoogleTest's from here on: non-fatal, at the line of the expectation.
inline const bool kReportsToGoogleTest = [] {
  set_failure_handler(
      [](const Failure& failure) { ADD_FAILURE_AT(failure.file, failure.line) << failure.text; });
  return true;
}();

}  // namespace emulator::testing
