#include "emulator/model/sample_facts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/schema_resources.h"
#include "emulator/model/uri_reference.h"

namespace emulator {
namespace {

constexpr std::size_t kMostNodes = 300;

bool needs_a_look(std::string_view keyword) {
  for (const std::string_view known :
       {"anyOf", "oneOf", "not", "if", "dependentSchemas", "dependencies", "contains",
        "propertyNames", "unevaluatedItems", "unevaluatedProperties", "$dynamicRef"}) {
    if (keyword == known) return true;
  }
  return false;
}

std::optional<std::size_t> count_in(const Json& value) {
  if (!value.is_number()) return std::nullopt;
  const double number = value.get<double>();
  if (number < 0) return std::nullopt;
  return number > 1e15 ? SIZE_MAX : static_cast<std::size_t>(number);
}

/// "Cat" of ".../components/schemas/Cat".
std::string_view last_of(std::string_view pointer) {
  return pointer.substr(pointer.rfind('/') + 1);
}

/// What the discriminator calls a schema: its name in the mapping, or its own.
std::string discriminated_name(const Json& discriminator, const Schema::Node& schema) {
  const std::string own(last_of(schema.pointer));
  const auto mapping = discriminator.find("mapping");
  if (mapping == discriminator.end() || !mapping->is_object()) return own;
  for (const auto& [name, target] : mapping->items()) {
    if (target.is_string() && last_of(target.get_ref<const std::string&>()) == own) return name;
  }
  return own;
}

const std::string* discriminating_property(const Json* discriminator) {
  if (discriminator == nullptr || !discriminator->is_object()) return nullptr;
  const auto property = discriminator->find("propertyName");
  if (property == discriminator->end() || !property->is_string()) return nullptr;
  return &property->get_ref<const std::string&>();
}

}  // namespace

std::size_t Choices::next(std::size_t count) {
  if (at_ == ways_.size()) ways_.push_back({0, count});
  return std::min(ways_[at_++].taken, count - 1);
}

bool Choices::advance() {
  // Those that were not asked for this time may not exist on the next way.
  ways_.resize(std::min(at_, ways_.size()));
  while (!ways_.empty()) {
    if (++ways_.back().taken < ways_.back().count) return true;
    ways_.pop_back();
  }
  return false;
}

const Json* keyword_of(const Schema::Node& node, const char* keyword) {
  if (node.source == nullptr || !node.source->is_object()) return nullptr;
  const auto found = node.source->find(keyword);
  return found == node.source->end() ? nullptr : &*found;
}

bool Facts::has(const Schema::Node& node) const {
  return std::find(nodes.begin(), nodes.end(), &node) != nodes.end();
}

std::vector<const Json*> Facts::values(const char* keyword) const {
  std::vector<const Json*> found;
  for (const auto* node : nodes) {
    if (const Json* value = keyword_of(*node, keyword)) found.push_back(value);
  }
  return found;
}

std::size_t Facts::most_of(const char* keyword, std::size_t otherwise) const {
  std::optional<std::size_t> most;
  for (const Json* value : values(keyword)) {
    if (const auto count = count_in(*value)) most = std::max(most.value_or(0), *count);
  }
  return most.value_or(otherwise);
}

std::size_t Facts::least_of(const char* keyword, std::size_t otherwise) const {
  std::size_t least = otherwise;
  for (const Json* value : values(keyword)) {
    if (const auto count = count_in(*value)) least = std::min(least, *count);
  }
  return least;
}

std::uint8_t Facts::types() const {
  std::uint8_t all = 0x7F;
  for (const auto* node : nodes) {
    if (node->keywords().types == 0) continue;
    std::uint8_t own = node->keywords().types;
    if ((own & kNumberBit) != 0) own |= kIntegerBit;
    if (node->keywords().is_nullable) own |= kNullBit;
    all &= own;
  }
  return all;
}

bool FactFinder::add(const Schema::Node& node, Facts& facts) {
  if (facts.has(node)) return true;
  if (node.source != nullptr && node.source->is_boolean() && !node.source->get<bool>() &&
      !node.keywords().assertions.empty()) {
    return false;
  }
  if (facts.nodes.size() >= kMostNodes) return false;
  facts.nodes.push_back(&node);
  add_discriminator(node, facts);
  return add_branches(node, facts);
}

bool FactFinder::add_branches(const Schema::Node& node, Facts& facts) {
  bool has_any_of = false;
  bool has_one_of = false;
  for (const auto& part : node.keywords().parts) {
    if (needs_a_look(part.keyword)) facts.is_plain = false;
    has_any_of = has_any_of || part.keyword == "anyOf";
    has_one_of = has_one_of || part.keyword == "oneOf";
    if (part.keyword == "allOf" || part.keyword == "$ref") {
      if (!add(*part.node, facts)) return false;
    } else if (part.keyword == "$dynamicRef") {
      if (!add(dynamic_target(node, *part.node), facts)) return false;
    }
  }
  return (!has_any_of || add_one_of(node, "anyOf", facts)) &&
         (!has_one_of || add_one_of(node, "oneOf", facts)) && add_condition(node, facts);
}

bool FactFinder::add_one_of(const Schema::Node& node, std::string_view keyword, Facts& facts) {
  SchemaNodes schemas;
  for (const auto& part : node.keywords().parts) {
    if (part.keyword == keyword) schemas.push_back(part.node);
  }
  const Schema::Node& chosen = *schemas[choices_.next(schemas.size())];
  const Json* discriminator = keyword_of(node, "discriminator");
  if (const auto* property = discriminating_property(discriminator)) {
    facts.named.insert_or_assign(*property, discriminated_name(*discriminator, chosen));
  }
  return add(chosen, facts);
}

bool FactFinder::add_condition(const Schema::Node& node, Facts& facts) {
  const auto* condition = node.keywords().part("if");
  const auto* then = node.keywords().part("then");
  const auto* otherwise = node.keywords().part("else");
  if (condition == nullptr || (then == nullptr && otherwise == nullptr)) return true;
  if (choices_.next(2) == 0)
    return add(*condition, facts) && (then == nullptr || add(*then, facts));
  return otherwise == nullptr || add(*otherwise, facts);
}

/// A schema that builds on one with a discriminator is named there by its own name.
void FactFinder::add_discriminator(const Schema::Node& node, Facts& facts) const {
  const Json* discriminator = keyword_of(node, "discriminator");
  const auto* property = discriminating_property(discriminator);
  if (property == nullptr || node.keywords().part("oneOf") != nullptr ||
      node.keywords().part("anyOf") != nullptr)
    return;
  facts.named.emplace(*property, discriminated_name(*discriminator, *facts.nodes.front()));
}

const Schema::Node& FactFinder::dynamic_target(const Schema::Node& node,
                                               const Schema::Node& initial) const {
  const Json* text = keyword_of(node, "$dynamicRef");
  const auto name = split_fragment(text->get_ref<const std::string&>()).fragment;
  const Json* anchor = keyword_of(initial, "$dynamicAnchor");
  if (anchor == nullptr || !anchor->is_string() || anchor->get_ref<const std::string&>() != name) {
    return initial;
  }
  for (const auto* outer : path_) {
    const auto found = outer->resource->dynamic_nodes.find(name);
    if (found != outer->resource->dynamic_nodes.end()) return *found->second;
  }
  return initial;
}

}  // namespace emulator
