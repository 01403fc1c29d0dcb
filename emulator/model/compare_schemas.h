#pragma once

#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "emulator/model/change.h"
#include "emulator/model/schema.h"

namespace emulator {

/// Compares schemas of two versions of a document, keyword by keyword, through references. What many schemas share is
/// compared once.
class SchemaComparison {
 public:
  /// Appends what differs, the nearest to the schemas first. What they have in several places is told at the nearest. Below
  /// `not` and `if` nothing is stricter or looser, only changed.
  /// direction  kRequest: clients send such values; else they are sent them
  void compare(const Located& before, const Located& after, const std::string& part,
               Direction direction, Changes& changes);

 private:
  /// Two schemas that stand in one place. Looked at when they are first met.
  /// judged  whether fewer values here are fewer values above
  struct Pair {
    Located before;
    Located after;
    bool judged = true;
    bool looked_at = false;
    Changes changes;  // with pointers from here
    std::vector<std::pair<std::string, Pair*>> below;
  };
  class Look;

  Pair& pair_of(const Located& before, const Located& after, bool judged);

  std::deque<Pair> pairs_;
  std::map<std::tuple<const Json*, const Json*, bool>, Pair*> known_;
};

}  // namespace emulator
