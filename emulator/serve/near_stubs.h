#pragma once

#include <string>
#include <vector>

#include "emulator/decide/stub_set.h"
#include "emulator/model/message.h"
#include "emulator/serve/pattern_parts.h"

namespace emulator {

/// A stub that does not answer a request, and how far it is from doing so.
/// state     that its scenario is in; it belongs to none: ""
/// distance  as distance_of() has it; 0: only the state is another
struct NearStub {
  StubPtr stub;
  std::string state;
  double distance = 0;
};

/// Stubs, made ready to be compared with many requests.
class NearStubs {
 public:
  static constexpr std::size_t kMostTold = 3;

  /// stubs   in the order in which they are asked
  /// looked  how many of them at most
  NearStubs(std::vector<StubPtr> stubs, std::size_t looked);

  /// The nearest first, kMostTold at most; among equals in the order in which they are asked.
  std::vector<NearStub> nearest(const Request& request, const ScenarioStates& states) const;

 private:
  struct Ready {
    StubPtr stub;
    std::vector<PatternPart> parts;
  };
  std::vector<Ready> ready_;
};

/// "GET /z ('near')": what a stub is for, in a few words.
std::string brief_name(const Stub& stub);

/// The stub beside the request, a line a part; those that differ are marked. Secrets are not shown.
std::string difference_table(const NearStub& near, const Request& request);

}  // namespace emulator
