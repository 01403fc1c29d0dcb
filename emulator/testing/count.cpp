#include "emulator/testing/count.h"

namespace emulator::testing {

Count Count::within(std::chrono::milliseconds patience) const {
  Count more = *this;
  more.within_ = patience;
  return more;
}

Count Count::settled_for(std::chrono::milliseconds quiet) const {
  Count more = *this;
  more.settle_ = quiet;
  return more;
}

std::string Count::text() const {
  return std::string("{\"") + bound_ + "\":" + std::to_string(number_) +
         ",\"withinMs\":" + std::to_string(within_.count()) +
         ",\"settleMs\":" + std::to_string(settle_.count()) + "}";
}

}  // namespace emulator::testing
