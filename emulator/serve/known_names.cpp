#include "emulator/serve/known_names.h"

#include <algorithm>

#include "emulator/model/pattern_error.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostOffered = 3;

using Names = std::vector<std::string>;

Names operations_of(const Model& model) {
  Names names;
  for (const Operation& operation : model.operations) names.push_back(operation.id);
  return names;
}

Names rules_of(const Model& model) {
  Names names;
  for (const Operation& operation : model.operations) {
    for (const Rule& rule : operation.security.rules) names.push_back(rule.id);
    for (const RuleGroup& group : operation.groups)
      for (const Rule& rule : group.rules) names.push_back(rule.id);
    names.push_back(operation.prefer.id);
    names.push_back(operation.accept.id);
  }
  return names;
}

Names names_of(Spaces& spaces) {
  Names names = {spaces.fallback()->name()};
  for (const Spaces::Listed& listed : spaces.list(Spaces::Clock::now()))
    names.push_back(listed.space->name());
  return names;
}

// "did you mean 'a'?", else those that are least unlike it.
std::string offered(const std::string& name, Names known) {
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  const std::string meant(nearest(name, known));
  if (!meant.empty()) return "did you mean " + in_quotes(meant) + "?";
  std::stable_sort(known.begin(), known.end(), [&](const std::string& a, const std::string& b) {
    return edit_distance(name, a) < edit_distance(name, b);
  });
  const bool all = known.size() <= kMostOffered;
  if (!all) known.resize(kMostOffered);
  for (std::string& one : known) one = in_quotes(one);
  if (known.empty()) return "there are none";
  return (all ? "there " + std::string(known.size() == 1 ? "is " : "are ") : "the nearest are ") +
         listed(known);
}

/// A member of a pattern that names something.
struct NameRow {
  const char* key;
  const char* none;  ///< how a message begins that there is none of that name
  Names (*known)(const Model& model, Spaces& spaces);
};
constexpr NameRow kNames[] = {
    {"operationId", "no operation has the operationId ",
     [](const Model& model, Spaces&) { return operations_of(model); }},
    {"violated", "no rule has the id ",
     [](const Model& model, Spaces&) { return rules_of(model); }},
    {"space", "there is no space ", [](const Model&, Spaces& spaces) { return names_of(spaces); }},
};

}  // namespace

void refuse_unknown_names(const CallPattern& pattern, const Model& model, const Journal& journal,
                          Spaces& spaces) {
  for (const NameRow& row : kNames) {
    const std::string* const name = pattern.name_in(row.key);
    if (!name) continue;
    const Names known = row.known(model, spaces);
    if (std::find(known.begin(), known.end(), *name) != known.end()) continue;
    const auto has_it = [&](const Entry& entry) {
      const Names found = CallPattern::values(row.key, entry);
      return std::find(found.begin(), found.end(), *name) != found.end();
    };
    if (journal.count(has_it) > 0) continue;
    throw PatternError(std::string("/") + row.key,
                       row.none + in_quotes(*name) + "; " + offered(*name, known));
  }
}

}  // namespace emulator
