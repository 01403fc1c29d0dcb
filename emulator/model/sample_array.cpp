#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/model/sample_run.h"
#include "emulator/model/schema_resources.h"

namespace emulator {
namespace {

constexpr std::size_t kMostItems = 1000;

bool adds_prefix(const Schema::Node& node, std::size_t index, SchemaNodes& demands) {
  if (index >= node.keywords().prefix_items.size()) return false;
  demands.push_back(node.keywords().prefix_items[index]);
  return true;
}

/// What the schemas demand of the item at that place.
SchemaNodes item_demands(const Facts& facts, std::size_t index) {
  SchemaNodes demands;
  for (const auto* node : facts.nodes) {
    if (!adds_prefix(*node, index, demands) && node->keywords().items != nullptr)
      demands.push_back(node->keywords().items);
  }
  if (!demands.empty()) return demands;
  for (const auto* node : facts.nodes) {
    if (const auto* rest = node->keywords().part("unevaluatedItems")) demands.push_back(rest);
  }
  return demands;
}

std::size_t contains_count(const Schema::Node& node, const char* keyword, std::size_t otherwise) {
  const Json* value = keyword_of(node, keyword);
  return value != nullptr && value->is_number() && value->get<double>() >= 0 &&
                 is_from_2019(node.resource->dialect)
             ? static_cast<std::size_t>(std::min(value->get<double>(), 1e6))
             : otherwise;
}

/// The schema of each item that must be there because of `contains`.
SchemaNodes contained(const Facts& facts) {
  SchemaNodes wanted;
  for (const auto* node : facts.nodes) {
    const auto* schema = node->keywords().part("contains");
    if (schema == nullptr) continue;
    const std::size_t count = std::min(contains_count(*node, "minContains", 1), kMostItems + 1);
    wanted.insert(wanted.end(), count, schema);
  }
  return wanted;
}

std::size_t longest_prefix(const Facts& facts) {
  std::size_t longest = 0;
  for (const auto* node : facts.nodes)
    longest = std::max(longest, node->keywords().prefix_items.size());
  return longest;
}

bool describes_items(const Facts& facts) {
  return std::any_of(facts.nodes.begin(), facts.nodes.end(),
                     [](const auto* node) { return node->keywords().items != nullptr; });
}

}  // namespace

std::optional<Json> SampleRun::array(const Facts& facts, Shape shape, std::size_t variant) {
  const std::size_t least = facts.most_of("minItems", 0);
  const std::size_t most = facts.least_of("maxItems", kMostItems);
  const SchemaNodes wanted = contained(facts);
  if (least > kMostItems || least > most || wanted.size() > kMostItems) return std::nullopt;
  std::size_t count = std::max(least, wanted.size());
  if (shape == Shape::kAll || shape == Shape::kVaried) {
    count = std::max({count, longest_prefix(facts), std::size_t{describes_items(facts) ? 1U : 0U}});
  }
  if (shape == Shape::kOthers) count = std::max(count, longest_prefix(facts) + wanted.size());
  count = std::min(count, most);
  // The items wanted come last, behind those that have a place of their own; or first.
  const std::size_t first_wanted =
      shape == Shape::kVaried ? 0 : count - std::min(count, wanted.size());
  path_.insert(path_.end(), facts.nodes.begin(), facts.nodes.end());
  Json items = Json::array();
  bool is_complete = true;
  while (items.size() < count && is_complete) {
    SchemaNodes demands = item_demands(facts, items.size());
    const std::size_t place = items.size() - first_wanted;
    if (items.size() >= first_wanted && place < wanted.size()) demands.push_back(wanted[place]);
    is_complete = add_item(facts, demands, variant, items);
  }
  path_.resize(path_.size() - facts.nodes.size());
  if (!is_complete && items.size() < std::max(least, wanted.size())) return std::nullopt;
  return items;
}

bool SampleRun::add_item(const Facts& facts, const SchemaNodes& demands, std::size_t variant,
                         Json& items) {
  const auto unique = facts.values("uniqueItems");
  const bool must_differ =
      std::any_of(unique.begin(), unique.end(), [](const Json* flag) { return *flag == true; });
  const std::size_t tries = must_differ ? items.size() + 12 : 1;
  for (std::size_t i = 0; i < tries; ++i) {
    auto item = value(demands, variant + i);
    if (!item && !must_differ) return false;
    const bool is_there =
        item && must_differ && std::any_of(items.begin(), items.end(), [&](const Json& other) {
          return equal_values(other, *item);
        });
    if (!item || is_there) continue;
    items.push_back(*std::move(item));
    return true;
  }
  return false;
}

}  // namespace emulator
