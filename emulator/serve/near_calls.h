#pragma once

#include <string>
#include <vector>

#include "emulator/journal/journal.h"
#include "emulator/text/json.h"

namespace emulator {

/// A recorded call that does not match a pattern, and why.
/// distance     as distance_of() has it, above 0
/// differences  a line each: "query userId: expected {"equalTo":"a"}, found 'b'"; secrets are masked
/// refused      as refusals_of() has it
struct NearCall {
  EntryPtr entry;
  double distance = 0;
  std::vector<std::string> differences;
  std::vector<std::string> refused;
};

/// A line for each rule that a call broke, also where a stub answered: "query.userId.known (assumed): query userId: expected
/// …, found 'b'; add a record"; of more than ten the last says how many more there are.
std::vector<std::string> refusals_of(const Decision& decision);

/// What makes one call nearer than another.
/// kFewestDifferences  for a person to read, the distance breaking ties
/// kLeastDistance      as WireMock ranks them
enum class Nearness { kFewestDifferences, kLeastDistance };

/// Of the 1,000 most recent calls the three nearest, the nearest first; among equals the most recent.
std::vector<NearCall> near_calls(const Json& pattern, const Journal& journal, Nearness nearness);

}  // namespace emulator
