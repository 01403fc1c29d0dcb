// Keywords about arrays.

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "emulator/model/json_value.h"
#include "emulator/model/json_words.h"
#include "emulator/model/schema_site.h"

namespace emulator {
namespace {

/// Items of an array. direction  1: at most, -1: at least
class ItemCount : public Assertion {
 public:
  ItemCount(std::string keyword, std::size_t limit, int direction)
      : Assertion(std::move(keyword)), limit_(limit), direction_(direction) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_array()) return true;
    if (direction_ > 0 ? value.size() <= limit_ : value.size() >= limit_) return true;
    return run.fail(path, keyword(), [&] {
      return std::string("must have at ") + (direction_ > 0 ? "most " : "least ") +
             counted(limit_, "item") + ", has " + std::to_string(value.size());
    });
  }

 private:
  const std::size_t limit_;
  const int direction_;
};

void compile_item_count(const KeywordSite& site, int direction) {
  if (const auto limit = site.count()) site.add<ItemCount>(*limit, direction);
}

using Equals = std::pair<std::size_t, std::size_t>;

std::optional<Equals> equal_pair_of_few(const Json& items) {
  for (std::size_t second = 1; second < items.size(); ++second) {
    for (std::size_t first = 0; first < second; ++first) {
      if (equal_values(items[first], items[second])) return Equals{first, second};
    }
  }
  return std::nullopt;
}

/// Sorted by hash, so that a long array costs no square of comparisons.
std::optional<Equals> equal_pair_of_many(const Json& items, Evaluation& run) {
  std::vector<Equals> by_hash;
  by_hash.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) by_hash.emplace_back(hash_value(items[i]), i);
  std::sort(by_hash.begin(), by_hash.end());
  for (auto a = by_hash.begin(); a != by_hash.end(); ++a) {
    for (auto b = a + 1; b != by_hash.end() && b->first == a->first; ++b) {
      if (!run.spend()) return std::nullopt;
      if (equal_values(items[a->second], items[b->second])) return Equals{a->second, b->second};
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

/// The items from some index on: `items`, and `additionalItems` in the drafts.
class Items : public Assertion {
 public:
  Items(std::string keyword, const Schema::Node& schema, std::size_t first)
      : Assertion(std::move(keyword)), schema_(schema), first_(first) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_array()) return true;
    bool is_valid = true;
    for (std::size_t i = first_; i < value.size(); ++i) {
      run.note(value[i]);
      if (!schema_.check(value[i], Path(path, i), run)) {
        is_valid = false;
        if (run.stops_at_failure()) return false;
      }
    }
    return is_valid;
  }

 private:
  const Schema::Node& schema_;
  const std::size_t first_;
};

void compile_items(const KeywordSite& site) {
  const Json* prefix = site.dialect() == Dialect::k202012 ? site.sibling("prefixItems") : nullptr;
  site.keywords.items = site.subschema();
  site.add<Items>(*site.keywords.items,
                  prefix != nullptr && prefix->is_array() ? prefix->size() : 0);
}

/// A schema for each of the first items.
class PrefixItems : public Assertion {
 public:
  PrefixItems(std::string keyword, std::vector<const Schema::Node*> schemas)
      : Assertion(std::move(keyword)), schemas_(std::move(schemas)) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_array()) return true;
    bool is_valid = true;
    const std::size_t count = std::min(value.size(), schemas_.size());
    for (std::size_t i = 0; i < count; ++i) {
      run.note(value[i]);
      if (!schemas_[i]->check(value[i], Path(path, i), run)) {
        is_valid = false;
        if (run.stops_at_failure()) return false;
      }
    }
    return is_valid;
  }

 private:
  const std::vector<const Schema::Node*> schemas_;
};

void compile_prefix_items(const KeywordSite& site) {
  site.keywords.prefix_items = site.subschemas();
  site.add<PrefixItems>(site.keywords.prefix_items);
}

/// Before 2020-12 `items` is one schema or the array that is prefixItems now.
void compile_items_or_prefix(const KeywordSite& site) {
  if (!site.value.is_array()) return compile_items(site);
  if (!site.value.empty()) compile_prefix_items(site);
}

/// `true` and `false` were allowed here before they were schemas.
void compile_additional_items(const KeywordSite& site) {
  const Json* items = site.sibling("items");
  if (items == nullptr || !items->is_array()) return;
  if (site.value.is_boolean() && site.dialect() == Dialect::kDraft4) {
    if (!site.value.get<bool>()) site.add<ItemCount>(items->size(), 1);
    return;
  }
  site.keywords.items = site.subschema();
  site.add<Items>(*site.keywords.items, items->size());
}

class Contains : public Assertion {
 public:
  /// notes  in 2020-12 what was found counts as looked at
  Contains(std::string keyword, const Schema::Node& schema, std::size_t least, std::size_t most,
           bool notes)
      : Assertion(std::move(keyword)), schema_(schema), least_(least), most_(most), notes_(notes) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_array()) return true;
    const bool needs_all = most_ != kUnlimited || (notes_ && run.tracks());
    std::size_t count = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (count >= least_ && !needs_all) return true;
      Evaluation quiet = run.nested(nullptr);
      if (!schema_.check(value[i], Path(path, i), quiet)) {
        if (run.is_spent()) return false;
        continue;
      }
      ++count;
      if (notes_) run.note(value[i]);
    }
    if (count >= least_ && count <= most_) return true;
    return run.fail(path, keyword(), [&] {
      return std::string("must have at ") + (count < least_ ? "least " : "most ") +
             counted(count < least_ ? least_ : most_, "item") +
             " that the schema under 'contains' allows, has " + std::to_string(count);
    });
  }

  static constexpr std::size_t kUnlimited = std::numeric_limits<std::size_t>::max();

 private:
  const Schema::Node& schema_;
  const std::size_t least_;
  const std::size_t most_;
  const bool notes_;
};

/// Wrong values are reported where the keyword itself is compiled.
std::size_t count_beside(const KeywordSite& site, const char* keyword, std::size_t otherwise) {
  const Json* value = is_from_2019(site.dialect()) ? site.sibling(keyword) : nullptr;
  if (value == nullptr || !value->is_number()) return otherwise;
  const double number = value->get<double>();
  return number >= 0 && number < 1e15 ? static_cast<std::size_t>(number) : otherwise;
}

void compile_contains(const KeywordSite& site) {
  site.add<Contains>(*site.subschema(), count_beside(site, "minContains", 1),
                     count_beside(site, "maxContains", Contains::kUnlimited),
                     site.dialect() == Dialect::k202012);
}

void check_count(const KeywordSite& site) { site.count(); }

constexpr KeywordRow kArrayRows[] = {
    {"maxItems", kInAll, [](const KeywordSite& site) { compile_item_count(site, 1); }},
    {"minItems", kInAll, [](const KeywordSite& site) { compile_item_count(site, -1); }},
    {"uniqueItems", kInAll, compile_unique_items},
    {"items", kIn30 | kIn2020, compile_items},
    {"items", kInDrafts | kIn2019, compile_items_or_prefix},
    {"additionalItems", kInDrafts | kIn2019, compile_additional_items},
    {"prefixItems", kIn2020, compile_prefix_items},
    {"contains", kFromDraft6, compile_contains},
    // Read by contains.
    {"minContains", kFrom2019, check_count},
    {"maxContains", kFrom2019, check_count},
};

}  // namespace

std::span<const KeywordRow> array_keywords() { return kArrayRows; }

}  // namespace emulator
