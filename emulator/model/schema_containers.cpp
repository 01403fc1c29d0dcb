// Keywords about arrays and objects.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "emulator/model/json_value.h"
#include "emulator/model/json_words.h"
#include "emulator/model/schema_compile.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

enum class Container { kArray, kObject };

/// Items of an array or members of an object. direction  1: at most, -1: at least
class Size : public Assertion {
 public:
  Size(std::string keyword, Container container, std::size_t limit, int direction)
      : Assertion(std::move(keyword)),
        container_(container),
        limit_(limit),
        direction_(direction) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    const bool is_array = container_ == Container::kArray;
    if (is_array ? !value.is_array() : !value.is_object()) return true;
    if (direction_ > 0 ? value.size() <= limit_ : value.size() >= limit_) return true;
    return run.fail(path, keyword(), [&] {
      return std::string("must have at ") + (direction_ > 0 ? "most " : "least ") +
             counted(limit_, is_array ? "item" : "member") + ", has " +
             std::to_string(value.size());
    });
  }

 private:
  const Container container_;
  const std::size_t limit_;
  const int direction_;
};

void compile_size(const KeywordSite& site, Container container, int direction) {
  if (const auto limit = site.count()) site.add<Size>(container, *limit, direction);
}

using Pair = std::pair<std::size_t, std::size_t>;

std::optional<Pair> equal_pair_of_few(const Json& items) {
  for (std::size_t second = 1; second < items.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      if (equal_values(items[first], items[second])) return Pair{first, second};
    }
  }
  return std::nullopt;
}

/// Sorted by hash, so that a long array costs no square of comparisons.
std::optional<Pair> equal_pair_of_many(const Json& items, Evaluation& run) {
  std::vector<Pair> by_hash;
  by_hash.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) by_hash.emplace_back(hash_value(items[i]), i);
  std::sort(by_hash.begin(), by_hash.end());
  for (auto a = by_hash.begin(); a != by_hash.end(); ++a) {
    for (auto b = a + 1; b != by_hash.end() && b->first == a->first; ++b) {
      if (!run.spend()) return std::nullopt;
      if (equal_values(items[a->second], items[b->second])) return Pair{a->second, b->second};
    }
  }
  return std::nullopt;
}

class UniqueItems : public Assertion {
 public:
  using Assertion::Assertion;

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_array()) return true;
    constexpr std::size_t kFew = 16;
    const auto pair =
        value.size() <= kFew ? equal_pair_of_few(value) : equal_pair_of_many(value, run);
    if (!pair) return !run.is_spent();
    return run.fail(path, keyword(), [&] {
      return "must have no two equal items, items " + std::to_string(pair->first) + " and " +
             std::to_string(pair->second) + " are equal";
    });
  }
};

void compile_unique_items(const KeywordSite& site) {
  if (site.flag().value_or(false)) site.add<UniqueItems>();
}

class Items : public Assertion {
 public:
  Items(std::string keyword, const Schema::Node& schema)
      : Assertion(std::move(keyword)), schema_(schema) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_array()) return true;
    bool is_valid = true;
    std::size_t index = 0;
    for (const auto& item : value) {
      if (!schema_.check(item, Path(path, index++), run)) {
        is_valid = false;
        if (run.stops_at_failure()) return false;
      }
    }
    return is_valid;
  }

 private:
  const Schema::Node& schema_;
};

void compile_items(const KeywordSite& site) {
  site.node.items = site.subschema();
  site.add<Items>(*site.node.items);
}

class RequiredMembers : public Assertion {
 public:
  /// names  array of strings; lives as long as the document
  RequiredMembers(std::string keyword, const Json& names)
      : Assertion(std::move(keyword)), names_(names) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object()) return true;
    bool is_valid = true;
    for (const auto& element : names_) {
      const auto& name = element.get_ref<const std::string&>();
      if (value.find(name) != value.end()) continue;
      is_valid = run.fail(path, keyword(), [&] { return "must have the member " + brief(name); });
      if (run.stops_at_failure()) return false;
    }
    return is_valid;
  }

 private:
  const Json& names_;
};

void compile_required(const KeywordSite& site) {
  if (site.value.is_boolean()) {
    return site.wrong_type("an array of strings",
                           "list the names of required members in the object that has them");
  }
  if (site.is_array_of_texts()) site.add<RequiredMembers>(site.value);
}

class Properties : public Assertion {
 public:
  Properties(std::string keyword, const Schema::Node& owner)
      : Assertion(std::move(keyword)), owner_(owner) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object()) return true;
    bool is_valid = true;
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      const auto property = owner_.properties.find(name);
      if (property == owner_.properties.end()) continue;
      if (!property->second->check(member, Path(path, name), run)) {
        is_valid = false;
        if (run.stops_at_failure()) return false;
      }
    }
    return is_valid;
  }

 private:
  const Schema::Node& owner_;
};

void compile_properties(const KeywordSite& site) {
  if (!site.is_object()) return;
  for (const auto& member : site.value.get_ref<const Json::object_t&>()) {
    site.node.property_names.emplace_back(member.first);
    site.node.properties.emplace(member.first, site.subschema(member.first));
  }
  site.add<Properties>(site.node);
}

class AdditionalProperties : public Assertion {
 public:
  AdditionalProperties(std::string keyword, const Schema::Node& owner)
      : Assertion(std::move(keyword)), owner_(owner) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object()) return true;
    bool is_valid = true;
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      if (owner_.properties.count(name) > 0) continue;
      if (!check_member(name, member, Path(path, name), run)) {
        is_valid = false;
        if (run.stops_at_failure()) return false;
      }
    }
    return is_valid;
  }

 private:
  bool check_member(const std::string& name, const Json& member, const Path& path,
                    Evaluation& run) const {
    if (owner_.additional_properties != nullptr) {
      return owner_.additional_properties->check(member, path, run);
    }
    return run.fail(path, keyword(), [&] {
      const std::vector<std::string> known(owner_.property_names.begin(),
                                           owner_.property_names.end());
      const auto meant = nearest(name, known);
      return "is not allowed here" +
             (meant.empty() ? std::string() : "; did you mean " + brief(meant) + "?");
    });
  }

  const Schema::Node& owner_;
};

void compile_additional_properties(const KeywordSite& site) {
  if (site.value.is_boolean()) {
    site.node.allows_additional = site.value.get<bool>();
    if (!site.value.get<bool>()) site.add<AdditionalProperties>(site.node);
    return;
  }
  if (!site.value.is_object()) return site.wrong_type("true, false or a schema");
  site.node.additional_properties = site.subschema();
  site.add<AdditionalProperties>(site.node);
}

constexpr KeywordRow kContainerRows[] = {
    {"maxItems", [](const KeywordSite& site) { compile_size(site, Container::kArray, 1); }},
    {"minItems", [](const KeywordSite& site) { compile_size(site, Container::kArray, -1); }},
    {"uniqueItems", compile_unique_items},
    {"items", compile_items},
    {"maxProperties", [](const KeywordSite& site) { compile_size(site, Container::kObject, 1); }},
    {"minProperties", [](const KeywordSite& site) { compile_size(site, Container::kObject, -1); }},
    {"required", compile_required},
    {"properties", compile_properties},
    {"additionalProperties", compile_additional_properties},
};

}  // namespace

std::span<const KeywordRow> container_keywords() { return kContainerRows; }

}  // namespace emulator
