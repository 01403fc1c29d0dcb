// What a schema knows about the members of a value, apart from whether the value is valid.

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/schema_node.h"

namespace emulator {
namespace {

using Nodes = std::vector<const Schema::Node*>;

/// Values nested deeper are not looked into.
void add_with_branches(const Schema::Node& start, Nodes& nodes) {
  Nodes waiting{&start};
  while (!waiting.empty()) {
    const Schema::Node* node = waiting.back();
    waiting.pop_back();
    if (std::find(nodes.begin(), nodes.end(), node) != nodes.end()) continue;
    nodes.push_back(node);
    // The last pushed comes first: the branches stay in the order of the document.
    waiting.insert(waiting.end(), node->keywords().alternatives.rbegin(),
                   node->keywords().alternatives.rend());
    waiting.insert(waiting.end(), node->keywords().all_of.rbegin(), node->keywords().all_of.rend());
  }
}

/// All schemas that speak about one value: its own and their branches.
Nodes with_branches(const Nodes& starts) {
  Nodes nodes;
  for (const auto* start : starts) add_with_branches(*start, nodes);
  return nodes;
}

bool names_any_property(const Nodes& nodes) {
  return std::any_of(nodes.begin(), nodes.end(), [](const Schema::Node* node) {
    return !node->keywords().properties.empty() || !node->keywords().pattern_properties.empty();
  });
}

bool allows_any_member(const Nodes& nodes) {
  return std::any_of(nodes.begin(), nodes.end(),
                     [](const Schema::Node* node) { return node->keywords().allows_additional; });
}

/// Whether a pattern names the member.
bool add_by_pattern(const Schema::Node& node, std::string_view name, Nodes& found) {
  bool is_named = false;
  for (const auto& [regex, schema] : node.keywords().pattern_properties) {
    if (!regex.matches(name)) continue;
    found.push_back(schema);
    is_named = true;
  }
  return is_named;
}

Nodes nodes_of_member(const Nodes& nodes, std::string_view name) {
  Nodes found;
  for (const auto* node : nodes) {
    if (const auto property = node->keywords().properties.find(name);
        property != node->keywords().properties.end()) {
      found.push_back(property->second);
    } else if (!add_by_pattern(*node, name, found) &&
               node->keywords().additional_properties != nullptr) {
      found.push_back(node->keywords().additional_properties);
    }
  }
  return with_branches(found);
}

Nodes nodes_of_items(const Nodes& nodes) {
  Nodes found;
  for (const auto* node : nodes) {
    if (node->keywords().items != nullptr) found.push_back(node->keywords().items);
    found.insert(found.end(), node->keywords().prefix_items.begin(),
                 node->keywords().prefix_items.end());
  }
  return with_branches(found);
}

class Search {
 public:
  std::vector<std::string> unknown;

  void look_into(const Json& value, const Nodes& nodes, const std::string& pointer,
                 std::size_t depth) {
    if (nodes.empty() || depth > kMaxValueNesting) return;
    if (value.is_array()) {
      const Nodes items = nodes_of_items(nodes);
      for (std::size_t i = 0; i < value.size(); ++i) {
        look_into(value[i], items, pointer_append(pointer, i), depth + 1);
      }
    } else if (value.is_object()) {
      look_into_object(value, nodes, pointer, depth);
    }
  }

 private:
  void look_into_object(const Json& object, const Nodes& nodes, const std::string& pointer,
                        std::size_t depth) {
    const bool may_complain = names_any_property(nodes) && !allows_any_member(nodes);
    for (const auto& [name, member] : object.items()) {
      const Nodes known = nodes_of_member(nodes, name);
      const std::string place = pointer_append(pointer, name);
      if (known.empty() && may_complain) unknown.push_back(place);
      look_into(member, known, place, depth + 1);
    }
  }
};

Nodes nodes_of_item(const Nodes& nodes, std::size_t index) {
  Nodes found;
  for (const auto* node : nodes) {
    if (index < node->keywords().prefix_items.size()) {
      found.push_back(node->keywords().prefix_items[index]);
    } else if (node->keywords().items != nullptr) {
      found.push_back(node->keywords().items);
    }
  }
  return with_branches(found);
}

std::string unescape(std::string_view token) {
  std::string name(token);
  for (std::size_t at = name.find('~'); at != std::string::npos; at = name.find('~', at + 1)) {
    if (at + 1 < name.size()) name.replace(at, 2, name[at + 1] == '1' ? "/" : "~");
  }
  return name;
}

std::optional<std::size_t> as_index(std::string_view token) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc{} || end != token.data() + token.size()) return std::nullopt;
  return index;
}

/// Without the value at hand a number may be an item or a member: both are followed.
Nodes nodes_below(const Nodes& nodes, std::string_view token) {
  Nodes below = nodes_of_member(nodes, unescape(token));
  const auto index = as_index(token);
  if (!index) return below;
  const Nodes items = nodes_of_item(nodes, *index);
  below.insert(below.end(), items.begin(), items.end());
  return below;
}

Nodes nodes_at(const Schema::Node& root, std::string_view instance_pointer) {
  Nodes nodes = with_branches({&root});
  while (!instance_pointer.empty()) {
    instance_pointer.remove_prefix(1);
    const auto token = instance_pointer.substr(0, instance_pointer.find('/'));
    instance_pointer.remove_prefix(token.size());
    nodes = nodes_below(nodes, token);
  }
  return nodes;
}

}  // namespace

std::vector<std::string> Schema::unknown_members(const Json& value) const {
  Search search;
  search.look_into(value, with_branches({root_.get()}), "", 0);
  return std::move(search.unknown);
}

std::vector<const Schema::Node*> Schema::nodes_for(std::string_view instance_pointer) const {
  return nodes_at(*root_, instance_pointer);
}

std::vector<std::string_view> Schema::types_at(std::string_view instance_pointer) const {
  std::uint8_t types = 0;
  for (const auto* node : nodes_at(*root_, instance_pointer)) types |= node->keywords().types;
  return type_words(types);
}

std::vector<std::string> Schema::known_members(std::string_view instance_pointer) const {
  std::vector<std::string> names;
  for (const auto* node : nodes_at(*root_, instance_pointer)) {
    for (const auto name : node->keywords().property_names) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
    }
  }
  return names;
}

}  // namespace emulator
