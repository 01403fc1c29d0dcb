#pragma once

#include <functional>
#include <string>

#include "emulator/testing/export.h"

namespace emulator::testing {

/// An expectation that does not hold.
/// text        what was expected, what was found, the nearest calls and what they lack; several lines
/// file, line  where the test says what it expects
struct Failure {
  std::string text;
  const char* file = "";
  int line = 0;
};

/// Gets every failure, on the thread that checks. What it throws is kept from leaving a destructor.
using FailureHandler = std::function<void(const Failure&)>;

/// The headers doctest.h, gtest.h and catch2.h beside this one call it, so that a failure is one of the
/// running test. Without any a failure is printed to stderr and ends the program (SIGABRT), unless an
/// exception is on its way already. Not while other threads check.
/// returns  the handler before; none: empty
ALLOY_EMULATOR_API FailureHandler set_failure_handler(FailureHandler handler);

/// Hands a failure to the handler.
ALLOY_EMULATOR_API void report(const Failure& failure);

}  // namespace emulator::testing
