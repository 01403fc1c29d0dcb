#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "emulator/model/sample_pattern.h"
#include "emulator/model/sample_run.h"

namespace emulator {
namespace {

constexpr std::size_t kMostMembers = 1000;

bool contains_name(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void add_texts(const Json* list, std::set<std::string>& names) {
  if (list == nullptr || !list->is_array()) return;
  for (const auto& name : *list) {
    if (name.is_string()) names.insert(name.get<std::string>());
  }
}

/// The names that must be there, and those that must be there because others are.
void add_required(const Facts& facts, const std::vector<std::string>& present,
                  std::set<std::string>& required) {
  for (const Json* list : facts.values("required")) add_texts(list, required);
  for (const char* keyword : {"dependentRequired", "dependencies"}) {
    for (const Json* map : facts.values(keyword)) {
      if (!map->is_object()) continue;
      for (const auto& [name, list] : map->items()) {
        if (contains_name(present, name) || required.count(name) > 0) add_texts(&list, required);
      }
    }
  }
}

/// The names in the documents' order, the required ones that have no schema last.
std::vector<std::string> member_names(const Facts& facts, bool only_required,
                                      std::set<std::string>& required) {
  std::vector<std::string> names;
  std::unordered_set<std::string> known;
  const auto add = [&](const std::string& name) {
    if (known.insert(name).second) names.push_back(name);
  };
  std::set<std::string> given;
  add_required(facts, {}, given);
  for (const auto* node : facts.nodes) {
    for (const auto name : node->keywords().property_names) {
      const std::string text(name);
      const bool is_wanted = !only_required || given.count(text) > 0 || facts.named.count(text) > 0;
      if (is_wanted) add(text);
    }
  }
  std::size_t before = 0;
  do {
    before = names.size();
    add_required(facts, names, required);
    for (const auto& name : required) add(name);
  } while (names.size() != before && names.size() < kMostMembers);
  return names;
}

/// What the schema says of a member, if it names it; it does not: false.
bool add_named(const Schema::Node& node, const std::string& name, SchemaNodes& demands) {
  bool is_named = false;
  if (const auto property = node.keywords().properties.find(name);
      property != node.keywords().properties.end()) {
    demands.push_back(property->second);
    is_named = true;
  }
  for (const auto& [regex, schema] : node.keywords().pattern_properties) {
    if (!regex.matches(name)) continue;
    demands.push_back(schema);
    is_named = true;
  }
  return is_named;
}

/// What the schemas demand of a member; it may not be there: nullopt.
std::optional<SchemaNodes> member_demands(const Facts& facts, const std::string& name) {
  SchemaNodes demands;
  bool is_described = false;
  for (const auto* node : facts.nodes) {
    const Json* additional = keyword_of(*node, "additionalProperties");
    if (add_named(*node, name, demands)) {
      is_described = true;
    } else if (additional != nullptr && *additional == false) {
      return std::nullopt;
    } else if (additional != nullptr) {
      is_described = true;
      if (node->keywords().additional_properties != nullptr)
        demands.push_back(node->keywords().additional_properties);
    }
  }
  for (const auto* node : facts.nodes) {
    const auto* rest = node->keywords().part("unevaluatedProperties");
    if (rest != nullptr && !is_described) demands.push_back(rest);
  }
  return demands;
}

}  // namespace

/// With the schemas that apply because a member is there.
static bool add_dependent(const std::vector<std::string>& names, FactFinder& finder, Facts& facts) {
  const std::size_t before = facts.nodes.size();
  for (std::size_t i = 0; i < before; ++i) {
    for (const auto& part : facts.nodes[i]->keywords().parts) {
      const bool depends = part.keyword == "dependentSchemas" || part.keyword == "dependencies";
      if (depends && contains_name(names, std::string(part.name)) && !finder.add(*part.node, facts))
        return false;
    }
  }
  return true;
}

std::optional<Json> SampleRun::object(const Facts& given, Shape shape, std::size_t variant) {
  Facts facts = given;
  Choices choices;
  FactFinder finder(choices, path_);
  std::set<std::string> required;
  std::vector<std::string> names;
  std::size_t before = 0;
  do {
    before = facts.nodes.size();
    names = member_names(facts, shape == Shape::kRequired, required);
    if (!add_dependent(names, finder, facts)) return std::nullopt;
  } while (facts.nodes.size() != before);
  path_.insert(path_.end(), facts.nodes.begin(), facts.nodes.end());
  Json object = Json::object();
  const std::size_t child_variant = shape == Shape::kVaried ? variant + 1 : variant;
  const bool is_done =
      add_members(facts, names, required, child_variant, object) &&
      add_other_members(facts,
                        std::max(facts.most_of("minProperties", 0),
                                 std::size_t{shape == Shape::kOthers ? object.size() + 1 : 0}),
                        child_variant, object);
  path_.resize(path_.size() - facts.nodes.size());
  return is_done ? std::optional<Json>(std::move(object)) : std::nullopt;
}

/// What only travels the other way is left out.
bool SampleRun::travels(const SchemaNodes& demands) const {
  if (options_.direction == Direction::kNone) return true;
  Choices choices;
  Facts facts;
  FactFinder finder(choices, path_);
  for (const auto* node : demands) {
    if (!finder.add(*node, facts)) return true;
  }
  return std::none_of(facts.nodes.begin(), facts.nodes.end(), [&](const auto* node) {
    return options_.direction == Direction::kRequest ? node->keywords().is_read_only
                                                     : node->keywords().is_write_only;
  });
}

std::optional<Json> SampleRun::member(const Facts& facts, const std::string& name,
                                      std::size_t variant) {
  const auto demands = member_demands(facts, name);
  if (!demands) return std::nullopt;
  for (const auto* node : facts.nodes) {
    const auto* names = node->keywords().part("propertyNames");
    if (names != nullptr && !satisfies(Json(name), *names)) return std::nullopt;
  }
  if (const auto named = facts.named.find(name); named != facts.named.end()) {
    const Json text = named->second;
    const bool fits = std::all_of(demands->begin(), demands->end(),
                                  [&](const auto* node) { return satisfies(text, *node); });
    if (fits) return text;
  }
  return value(*demands, variant);
}

bool SampleRun::add_members(const Facts& facts, const std::vector<std::string>& names,
                            const std::set<std::string>& required, std::size_t variant,
                            Json& object) {
  const std::size_t most = facts.least_of("maxProperties", kMostMembers);
  std::size_t still_required = required.size();
  if (still_required > most) return false;
  // The first member carries the variant: one that differs is enough for another object.
  for (const auto& name : names) {
    const bool is_required = required.count(name) > 0;
    if (is_required) --still_required;
    if (!is_required && object.size() + still_required >= most) continue;
    const auto demands = member_demands(facts, name);
    if (demands && !travels(*demands)) continue;
    auto made = member(facts, name, variant);
    if (!made && variant > 0) made = member(facts, name, 0);
    if (made) {
      object[name] = *std::move(made);
    } else if (is_required) {
      return false;
    }
  }
  return object.size() <= most;
}

/// Members that nobody named, until there are enough.
bool SampleRun::add_other_members(const Facts& facts, std::size_t count, std::size_t variant,
                                  Json& object) {
  if (count > kMostMembers) return false;
  std::vector<std::string> names;
  for (const auto* node : facts.nodes) {
    for (const auto& pattern : node->keywords().pattern_properties) {
      for (std::size_t i = object.size(); i < count; ++i) {
        const auto name = pattern_sample(pattern.first.pattern(), {}, random_);
        if (!name) continue;
        names.push_back(*name);
        // A pattern with an open end has as many names as are wanted.
        names.push_back(*name + std::to_string(i + 1));
      }
    }
    const auto* schema = node->keywords().part("propertyNames");
    for (std::size_t i = 0; schema != nullptr && i < count + 2 && object.size() < count; ++i) {
      const auto name = value({schema}, i);
      if (name && name->is_string()) names.push_back(name->get<std::string>());
    }
  }
  for (std::size_t i = 1; i <= count + 1; ++i) names.push_back("property" + std::to_string(i));
  for (const auto& name : names) {
    if (object.size() >= count) break;
    if (object.contains(name)) continue;
    if (auto made = member(facts, name, variant)) object[name] = *std::move(made);
  }
  return object.size() >= count;
}

}  // namespace emulator
