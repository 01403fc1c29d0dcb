#pragma once

#include <doctest/doctest.h>

#include "emulator/testing/emulator.h"

namespace emulator::testing {

/// Failures are doctest's from here on: non-fatal, at the line of the expectation.
inline const bool kReportsToDoctest = [] {
  set_failure_handler(
      [](const Failure& failure) { ADD_FAIL_CHECK_AT(failure.file, failure.line, failure.text); });
  return true;
}();

}  // namespace emulator::testing
