#include "emulator/model/sample_run.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace emulator {
namespace {

constexpr std::size_t kMostAttempts = 64;

bool speaks_about(const Facts& facts, std::initializer_list<const char*> keywords) {
  return std::any_of(facts.nodes.begin(), facts.nodes.end(), [&](const Schema::Node* node) {
    return std::any_of(keywords.begin(), keywords.end(),
                       [&](const char* keyword) { return keyword_of(*node, keyword) != nullptr; });
  });
}

/// The types to be tried: those that the keywords speak about first.
std::vector<TypeBit> types_to_try(const Facts& facts) {
  const auto allowed = facts.types();
  std::vector<TypeBit> types;
  const auto add = [&](TypeBit type) {
    const bool is_new = std::find(types.begin(), types.end(), type) == types.end();
    if ((allowed & type) != 0 && is_new) types.push_back(type);
  };
  if (speaks_about(facts, {"properties", "required", "additionalProperties", "patternProperties",
                           "minProperties", "maxProperties", "propertyNames", "dependentRequired",
                           "dependentSchemas", "dependencies", "unevaluatedProperties"})) {
    add(kObjectBit);
  }
  if (speaks_about(facts, {"items", "prefixItems", "contains", "minItems", "maxItems",
                           "uniqueItems", "unevaluatedItems"})) {
    add(kArrayBit);
  }
  if (speaks_about(facts, {"pattern", "format", "minLength", "maxLength"})) add(kStringBit);
  if (speaks_about(facts,
                   {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})) {
    add(kNumberBit);
  }
  // Where nothing is said null is the least that can be; where something is, null comes last.
  if (types.empty() && allowed == 0x7F) add(kNullBit);
  for (const TypeBit type :
       {kObjectBit, kArrayBit, kStringBit, kNumberBit, kIntegerBit, kBooleanBit, kNullBit}) {
    add(type);
  }
  return types;
}

bool is_structural(const Schema::Node& node) {
  return std::any_of(
      node.keywords().parts.begin(), node.keywords().parts.end(), [](const SchemaPart& part) {
        for (const std::string_view keyword :
             {"properties", "patternProperties", "additionalProperties", "items", "additionalItems",
              "prefixItems", "contains", "unevaluatedItems", "unevaluatedProperties"}) {
          if (part.keyword == keyword) return true;
        }
        return false;
      });
}

}  // namespace

std::optional<Json> SampleRun::value(const SchemaNodes& demands, std::size_t variant) {
  if (is_exhausted() || depth_ > limits_.deepest) return std::nullopt;
  const auto* failed_before = failed_;
  failed_ = nullptr;
  ++depth_;
  std::optional<Json> found;
  for (const Shape shape : {Shape::kAll, Shape::kVaried, Shape::kRequired, Shape::kOthers}) {
    Choices choices;
    std::size_t attempts = 0;
    do {
      choices.restart();
      found = attempt(demands, shape, variant, choices);
    } while (!found && !is_exhausted() && ++attempts < kMostAttempts && choices.advance());
    if (found || is_exhausted()) break;
  }
  --depth_;
  if (!found && failed_ == nullptr && !demands.empty()) failed_ = demands.front();
  if (found || failed_ == nullptr) failed_ = failed_before;
  return found;
}

std::optional<Json> SampleRun::attempt(const SchemaNodes& demands, Shape shape, std::size_t variant,
                                       Choices& choices) {
  Facts facts;
  FactFinder finder(choices, path_);
  for (const auto* node : demands) {
    if (!finder.add(*node, facts)) return std::nullopt;
  }
  looked_at_ += facts.nodes.size();
  if (auto given = documented(facts, variant)) return given;
  if (repeats(facts)) return std::nullopt;
  for (const TypeBit type : types_to_try(facts)) {
    if (auto made = of_type(facts, type, shape, variant)) return made;
  }
  return std::nullopt;
}

/// What the schema itself shows or fixes.
std::optional<Json> SampleRun::documented(const Facts& facts, std::size_t variant) {
  std::vector<const Json*> given;
  const auto add_all = [&](const Json* list) {
    if (list == nullptr || !list->is_array() || list->empty()) return;
    const std::size_t first = options_.seed == 0 ? 0 : random_.below(list->size());
    for (std::size_t i = 0; i < list->size(); ++i)
      given.push_back(&(*list)[(first + i) % list->size()]);
  };
  for (const char* keyword : {"const", "example", "examples", "default", "enum"}) {
    for (const auto* node : facts.nodes) {
      const Json* value = keyword_of(*node, keyword);
      if (value == nullptr ||
          (std::string_view(keyword) == "const" && node->keywords().assertions.empty()))
        continue;
      if (std::string_view(keyword) == "examples" || std::string_view(keyword) == "enum") {
        add_all(value);
      } else {
        given.push_back(value);
      }
    }
  }
  for (const Json* value : given) {
    if (satisfies(*value, facts) && variant-- == 0) return *value;
  }
  return std::nullopt;
}

std::optional<Json> SampleRun::of_type(const Facts& facts, TypeBit type, Shape shape,
                                       std::size_t variant) {
  std::optional<Json> made;
  const bool flag = variant % 2 == (options_.seed == 0 ? 0 : random_.below(2));
  switch (type) {
    case kNullBit:
      if (variant == 0) made = Json(nullptr);
      break;
    case kBooleanBit:
      if (variant < 2) made = Json(flag);
      // The other one, should this one be excluded.
      if (made && !satisfies(*made, facts)) made = Json(!flag);
      break;
    case kIntegerBit:
      made = number(facts, true, variant);
      break;
    case kNumberBit:
      made = number(facts, (facts.types() & kNumberBit) == 0, variant);
      break;
    case kStringBit:
      made = text(facts, variant);
      break;
    case kArrayBit:
      made = array(facts, shape, variant);
      break;
    case kObjectBit:
      made = object(facts, shape, variant);
      break;
  }
  if (made && (!facts.is_plain || !made->is_structured()) && !satisfies(*made, facts)) made.reset();
  return made;
}

bool SampleRun::satisfies(const Json& value, const Schema::Node& node) const {
  CheckWork work(100'000);
  Evaluation run(nullptr, work, options_.direction);
  return node.check(value, Path(), run) && !run.is_spent();
}

bool SampleRun::satisfies(const Json& value, const Facts& facts) const {
  return std::all_of(facts.nodes.begin(), facts.nodes.end(),
                     [&](const auto* node) { return satisfies(value, *node); });
}

bool SampleRun::repeats(const Facts& facts) const {
  return std::any_of(facts.nodes.begin(), facts.nodes.end(), [&](const auto* node) {
    return is_structural(*node) && static_cast<std::size_t>(std::count(path_.begin(), path_.end(),
                                                                       node)) >= limits_.repeats;
  });
}

}  // namespace emulator
