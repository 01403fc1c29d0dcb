#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include "emulator/testing/emulator.h"

namespace emulator::testing {

/// Failures are Catch2's from here on (version 2 or 3): non-fatal, at the line of the expectation.
inline const bool kReportsToCatch = [] {
  // Catch's own macros know no other line than the one they are written on.
  set_failure_handler([](const Failure& failure) {
    Catch::AssertionHandler handler(
        "FAIL_CHECK", Catch::SourceLineInfo(failure.file, static_cast<std::size_t>(failure.line)),
        Catch::StringRef(), Catch::ResultDisposition::ContinueOnFailure);
    handler.handleMessage(Catch::ResultWas::ExplicitFailure, failure.text);
    handler.complete();
  });
  return true;
}();

}  // namespace emulator::testing
