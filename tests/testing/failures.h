#pragma once

#include <string>
#include <utility>
#include <vector>

#include "emulator/testing/emulator.h"

namespace emulator::testing {

/// Catches the failures that are reported while it is there.
class CaughtFailures {
 public:
  CaughtFailures()
      : before_(set_failure_handler([this](const Failure& failure) { all.push_back(failure); })) {}
  ~CaughtFailures() { set_failure_handler(std::move(before_)); }

  std::vector<Failure> all;

 private:
  FailureHandler before_;
};

/// Without the ids of calls and their times, which are others each time: "(ID)", "at TIME (ID)".
inline std::string without_ids(std::string text) {
  constexpr std::size_t kLength = 36;
  for (auto at = text.find(" ("); at != std::string::npos; at = text.find(" (", at + 1)) {
    if (text.size() <= at + 2 + kLength || text[at + 2 + kLength] != ')') continue;
    text.replace(at + 2, kLength, "ID");
    const auto time = text.rfind(" at ", at);
    if (time == std::string::npos || text[at - 1] != 'Z') continue;
    text.replace(time + 4, at - time - 4, "TIME");
    at = time + 4;
  }
  return text;
}

/// Headers that the built-in API wants.
inline std::vector<Header> good_headers() {
  return {{"Authorization", "bearer KEY"}, {"x-api-version", "2025-09"}};
}

}  // namespace emulator::testing
