#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/golden/case_file.h"

namespace emulator::golden {

/// The ids of a rule list such as rules.txt, in its order.
/// pending  those marked as not yet shown
struct RuleList {
  std::vector<std::string> ids;
  std::set<std::string> pending;
};

/// A line that is neither a comment, a section, nor "id  words": std::invalid_argument.
RuleList read_rule_list(const std::string& text);

/// What is wrong between the list and the cases, a sentence each: an id twice, a rule that no case shows, a case without a
/// rule or with an unknown one, a mark that is out of date.
std::vector<std::string> objections(const RuleList& list, const std::vector<Case>& cases);

}  // namespace emulator::golden
