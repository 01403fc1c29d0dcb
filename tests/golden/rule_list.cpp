#include "tests/golden/rule_list.h"

#include <sstream>
#include <stdexcept>

namespace emulator::golden {
namespace {

constexpr char kPendingMark = '?';

bool is_comment(const std::string& line) {
  return line.empty() || line.front() == '#' || line.front() == '[';
}

}  // namespace

RuleList read_rule_list(const std::string& text) {
  RuleList list;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (is_comment(line)) continue;
    const bool pending = line.front() == kPendingMark;
    const auto begin = line.find_first_not_of("? ");
    const auto end = line.find(' ', begin);
    if (begin == std::string::npos || end == std::string::npos)
      throw std::invalid_argument("a rule without words: " + line);
    list.ids.push_back(line.substr(begin, end - begin));
    if (pending) list.pending.insert(list.ids.back());
  }
  return list;
}

std::vector<std::string> objections(const RuleList& list, const std::vector<Case>& cases) {
  std::vector<std::string> out;
  std::set<std::string> known, shown;
  for (const std::string& id : list.ids) {
    if (!known.insert(id).second) out.push_back(id + " is in the list twice");
  }
  for (const Case& given : cases) {
    if (given.rules.empty()) out.push_back(given.path + " names no rule that it shows");
    for (const std::string& id : given.rules) {
      shown.insert(id);
      if (known.count(id) == 0) out.push_back(given.path + " names an unknown rule, " + id);
    }
  }
  for (const std::string& id : list.ids) {
    const bool pending = list.pending.count(id) > 0, has_case = shown.count(id) > 0;
    if (!pending && !has_case) out.push_back("no case shows " + id);
    if (pending && has_case) out.push_back(id + " is shown: take its '?' away");
  }
  return out;
}

}  // namespace emulator::golden
