#pragma once

#include <string>
#include <vector>

#include "emulator/journal/journal.h"
#include "emulator/text/json.h"

namespace emulator {

/// A recorded call that does not match a pattern, and why.
/// differences  a line each: "query userId: expected {"equalTo":"a"}, found 'b'"; secrets are masked
struct NearCall {
  EntryPtr entry;
  std::vector<std::string> differences;
};

/// Of the 1,000 most recent calls the three that miss the fewest parts of the pattern, the nearest first, among equals
/// the most recent.
std::vector<NearCall> near_calls(const Json& pattern, const Journal& journal);

}  // namespace emulator
