#include "emulator/model/compare_models.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "emulator/model/compare_operations.h"

namespace emulator {
namespace {

std::string address(const Operation& operation) {
  return operation.method + " " + PathTemplate(operation.path).shape();
}

using Name = std::string (*)(const Operation& operation);

// Which operations belong together, from the surest to the least sure: documents side by side may share paths, or
// operationIds.
constexpr Name kPairedBy[] = {
    [](const Operation& operation) {
      return operation.method + " " + operation.full_path() + " " + operation.id;
    },
    [](const Operation& operation) {
      return operation.base_paths.front() + " " + address(operation);
    },
    [](const Operation& operation) { return operation.id + " " + address(operation); },
    address,
    [](const Operation& operation) { return operation.id; },
};

using Pairs = std::vector<OperationChanges>;

// Takes what it finds out of `rest`.
void pair_up(Pairs& pairs, std::vector<const Operation*>& rest, Name name) {
  std::multimap<std::string, const Operation*> named;
  for (const Operation* operation : rest) named.emplace(name(*operation), operation);
  for (OperationChanges& pair : pairs) {
    if (pair.after != nullptr) continue;
    const auto found = named.find(name(*pair.before));
    if (found == named.end()) continue;
    pair.after = found->second;
    named.erase(found);
  }
  const auto is_paired = [&](const Operation* operation) {
    const auto [begin, end] = named.equal_range(name(*operation));
    return std::none_of(begin, end, [&](const auto& left) { return left.second == operation; });
  };
  rest.erase(std::remove_if(rest.begin(), rest.end(), is_paired), rest.end());
}

// Each operation of either model once.
Pairs pairs_of(const Model& before, const Model& after) {
  Pairs pairs;
  std::vector<const Operation*> rest;
  for (const Operation& operation : before.operations) pairs.push_back({&operation, nullptr, {}});
  for (const Operation& operation : after.operations) rest.push_back(&operation);
  for (const Name name : kPairedBy) pair_up(pairs, rest, name);
  for (const Operation* operation : rest) pairs.push_back({nullptr, operation, {}});
  return pairs;
}

auto order_of(const OperationChanges& pair) {
  const Operation& operation = pair.after != nullptr ? *pair.after : *pair.before;
  return std::make_tuple(operation.full_path(), operation.method, operation.id);
}

}  // namespace

ModelChanges compare_models(const Model& before, const Model& after) {
  Pairs pairs = pairs_of(before, after);
  ModelChanges out{pairs.size(), {}, {}};
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  SchemaComparison schemas;
  for (OperationChanges& pair : pairs) {
    const bool both = pair.before != nullptr && pair.after != nullptr;
    if (both) pair.changes = compare_operations(*pair.before, *pair.after, schemas, out.shared);
    if (!both || !pair.changes.empty()) out.changed.push_back(std::move(pair));
  }
  return out;
}

}  // namespace emulator
