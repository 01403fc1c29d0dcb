#pragma once

#include "emulator/journal/entry.h"

namespace emulator {

/// Where a line about each call goes. Called from any thread, after the call was recorded.
class CallLog {
 public:
  virtual ~CallLog() = default;
  virtual void call(const Entry& entry) = 0;
};

}  // namespace emulator
