#include "emulator/model/sample.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/reference.h"

namespace emulator {
namespace {

constexpr std::size_t kDeepest = 32;
// Schemas that refer to each other several times over describe more values than fit anywhere.
constexpr std::size_t kMostSchemas = 10'000;

class Sampler {
 public:
  Sampler(std::size_t deepest, Findings& findings) : deepest_(deepest), findings_(findings) {}

  bool exhausted() const { return looked_at_ > kMostSchemas; }

  // Nothing fits, or the schema is already being sampled further up: nullopt.
  std::optional<Json> sample(Located schema) {
    schema = resolve(std::move(schema), findings_);
    if (!schema || !schema.value->is_object()) return Json(nullptr);
    for (const char* keyword : {"example", "default"}) {
      if (const Located given = member_of(schema, keyword)) return *given.value;
    }
    if (const Located values = member_of(schema, "enum");
        values && values.value->is_array() && !values.value->empty()) {
      return values.value->front();
    }
    if (path_.size() >= deepest_ || ++looked_at_ > kMostSchemas ||
        std::count(path_.begin(), path_.end(), schema.value) > 0)
      return std::nullopt;
    path_.push_back(schema.value);
    auto out = composed(schema);
    path_.pop_back();
    return out;
  }

 private:
  std::optional<Json> composed(const Located& schema) {
    if (const Located all = member_of(schema, "allOf")) return all_of(schema, all);
    for (const char* keyword : {"oneOf", "anyOf"}) {
      const Located branches = member_of(schema, keyword);
      if (branches && branches.value->is_array() && !branches.value->empty()) {
        return sample(element_of(branches, 0));
      }
    }
    return of_type(schema);
  }

  std::optional<Json> all_of(const Located& schema, const Located& all) {
    Json out = of_type(schema).value_or(nullptr);
    for (std::size_t i = 0; all.value->is_array() && i < all.value->size(); ++i) {
      auto part = sample(element_of(all, i));
      if (!part) continue;
      if (part->is_object() && out.is_object()) {
        out.update(*part);
      } else if (out.is_null() || (out.is_object() && out.empty())) {
        out = *std::move(part);
      }
    }
    return out;
  }

  std::optional<Json> of_type(const Located& schema) {
    const Located type = member_of(schema, "type");
    const std::string name = type && type.value->is_string() ? type.value->get<std::string>() : "";
    if (name == "object" || (name.empty() && member_of(schema, "properties")))
      return object(schema);
    if (name == "array") return array(schema);
    if (name == "string") return "string";
    if (name == "integer" || name == "number") {
      const Located least = member_of(schema, "minimum");
      return least && least.value->is_number() ? *least.value : Json(0);
    }
    if (name == "boolean") return true;
    return Json(nullptr);
  }

  Json object(const Located& schema) {
    Json out = Json::object();
    const Located properties = member_of(schema, "properties");
    if (!properties || !properties.value->is_object()) return out;
    for (const auto& [name, value] : properties.value->items()) {
      if (auto member = sample(member_of(properties, name))) out[name] = *std::move(member);
    }
    return out;
  }

  Json array(const Located& schema) {
    Json out = Json::array();
    const Located items = member_of(schema, "items");
    if (!items) return out;
    if (auto item = sample(items)) out.push_back(*std::move(item));
    return out;
  }

  const std::size_t deepest_;
  Findings& findings_;
  std::size_t looked_at_ = 0;
  std::vector<const Json*> path_;  // the schemas being sampled, the outermost first
};

}  // namespace

Json sample_of(const Located& schema, Findings& findings) {
  // As deep as the bound allows, so that what is left out is far down.
  for (std::size_t deepest = kDeepest;; deepest /= 2) {
    Sampler sampler(deepest, findings);
    const auto sample = sampler.sample(schema);
    if (!sampler.exhausted() || deepest <= 2) return sample.value_or(nullptr);
  }
}

}  // namespace emulator
