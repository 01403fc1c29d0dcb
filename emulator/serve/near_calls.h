#pragma once

#include <string>
#include <vector>

#include "emulator/journal/journal.h"
#include "emulator/text/json.h"

namespace emulator {

/// A recorded call that does not match a pattern, and why.
/// distance     the share of the pattern's parts that it misses, above 0 and at most 1
/// differences  a line each: "query userId: expected {"equalTo":"a"}, found 'b'"; secrets are masked
struct NearCall {
  EntryPtr entry;
  double distance = 0;
  std::vector<std::string> differences;
};

/// Of the 1,000 most recent calls the three that miss the fewest parts of the pattern, the nearest first, among equals
/// the most recent.
std::vector<NearCall> near_calls(const Json& pattern, const Journal& journal);

/// The share of the pattern's parts that a request misses; 0: it matches.
double distance_of(const Json& pattern, const Request& request);

}  // namespace emulator
