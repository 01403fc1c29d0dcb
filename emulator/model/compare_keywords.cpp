#include "emulator/model/compare_keywords.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/json_value.h"
#include "emulator/model/schema_types.h"

namespace emulator {
namespace {

using Verdict = std::optional<ChangeKind>;

Verdict stricter_if(bool stricter) {
  return stricter ? ChangeKind::kStricter : ChangeKind::kLooser;
}

// What is there or not, and of which two are neither more nor less.
Verdict any_demand(const Json* before, const Json* after) {
  if (before == nullptr || after == nullptr) return stricter_if(after != nullptr);
  return ChangeKind::kChanged;
}

Verdict at_most(const Json* before, const Json* after) {
  if (before == nullptr || after == nullptr || !before->is_number() || !after->is_number())
    return any_demand(before, after);
  return stricter_if(compare_numbers(*after, *before) < 0);
}

Verdict at_least(const Json* before, const Json* after) {
  if (before == nullptr || after == nullptr || !before->is_number() || !after->is_number())
    return any_demand(before, after);
  return stricter_if(compare_numbers(*after, *before) > 0);
}

// A number of things, at least: 0 is as good as none.
Verdict least_count(const Json* before, const Json* after) {
  static const Json kNone = 0;
  if (before == nullptr) before = &kNone;
  if (after == nullptr) after = &kNone;
  if (equal_values(*before, *after)) return std::nullopt;
  return at_least(before, after);
}

// A switch that is off by default, and a limit in later dialects.
Verdict exclusive_most(const Json* before, const Json* after) {
  const bool is_switch =
      (before != nullptr && before->is_boolean()) || (after != nullptr && after->is_boolean());
  if (!is_switch) return at_most(before, after);
  const bool was = before != nullptr && *before == true, is = after != nullptr && *after == true;
  return was == is ? std::nullopt : stricter_if(is);
}

Verdict exclusive_least(const Json* before, const Json* after) {
  const bool numbers =
      before != nullptr && after != nullptr && before->is_number() && after->is_number();
  return numbers ? at_least(before, after) : exclusive_most(before, after);
}

Verdict strict_switch(const Json* before, const Json* after) {
  return exclusive_most(before != nullptr && before->is_boolean() ? before : nullptr,
                        after != nullptr && after->is_boolean() ? after : nullptr);
}

Verdict multiple(const Json* before, const Json* after) {
  if (before == nullptr || after == nullptr || !before->is_number() || !after->is_number() ||
      *before == 0 || *after == 0)
    return any_demand(before, after);
  if (is_multiple_of(*after, *before)) return ChangeKind::kStricter;
  return is_multiple_of(*before, *after) ? ChangeKind::kLooser : ChangeKind::kChanged;
}

bool holds(const Json& list, const Json& value) {
  return std::any_of(list.begin(), list.end(),
                     [&](const Json& known) { return equal_values(known, value); });
}

bool holds_all(const Json& list, const Json& values) {
  return std::all_of(values.begin(), values.end(),
                     [&](const Json& value) { return holds(list, value); });
}

Verdict allowed_values(const Json* before, const Json* after) {
  if (before == nullptr || after == nullptr || !before->is_array() || !after->is_array())
    return any_demand(before, after);
  const bool kept = holds_all(*after, *before), known = holds_all(*before, *after);
  if (kept && known) return std::nullopt;
  if (kept || known) return stricter_if(known);
  return ChangeKind::kChanged;
}

Verdict required_names(const Json* before, const Json* after) {
  static const Json kNone = Json::array();
  if (before == nullptr || !before->is_array()) before = &kNone;
  if (after == nullptr || !after->is_array()) after = &kNone;
  return allowed_values(after, before);
}

Verdict always(const Json*, const Json*) { return ChangeKind::kChanged; }
Verdict never(const Json*, const Json*) { return std::nullopt; }

struct ComparedKeyword {
  const char* name;
  Verdict (*judge)(const Json* before, const Json* after);
};

// What is in no row is not known here, and told as changed.
constexpr ComparedKeyword kCompared[] = {
    {"maxLength", at_most},
    {"maxItems", at_most},
    {"maxProperties", at_most},
    {"maxContains", at_most},
    {"maximum", at_most},
    {"minimum", at_least},
    {"minLength", least_count},
    {"minItems", least_count},
    {"minProperties", least_count},
    {"minContains", always},
    {"exclusiveMaximum", exclusive_most},
    {"exclusiveMinimum", exclusive_least},
    {"multipleOf", multiple},
    {"uniqueItems", strict_switch},
    {"pattern", any_demand},
    {"format", any_demand},
    {"const", any_demand},
    {"enum", allowed_values},
    {"required", required_names},
    {"dependentRequired", any_demand},
    {"dependencies", any_demand},
    {"example", always},
    {"examples", always},
    {"default", always},
    // Told by type_change().
    {"type", never},
    {"nullable", never},
    // For readers, or names that references use.
    {"title", never},
    {"description", never},
    {"summary", never},
    {"externalDocs", never},
    {"$comment", never},
    {"$schema", never},
    {"$id", never},
    {"id", never},
    {"$anchor", never},
    {"$dynamicAnchor", never},
    {"$recursiveAnchor", never},
    {"$vocabulary", never},
    {"$defs", never},
    {"definitions", never},
};

using Words = std::set<std::string>;

// "number" says "integer" too.
Words without_repetition(Words types) {
  if (types.count("number") > 0) types.erase("integer");
  return types;
}

bool allows_all(const Words& words, const Words& others) {
  if (words.empty()) return true;
  if (others.empty()) return false;
  return std::all_of(others.begin(), others.end(), [&](const std::string& word) {
    return words.count(word) > 0 || (word == "integer" && words.count("number") > 0);
  });
}

}  // namespace

Verdict keyword_change(const std::string& name, const Json* before, const Json* after) {
  if (name.starts_with("x-")) return std::nullopt;
  if (before != nullptr && after != nullptr && equal_values(*before, *after)) return std::nullopt;
  for (const ComparedKeyword& row : kCompared) {
    if (name == row.name) return row.judge(before, after);
  }
  // What is off may as well be left out: readOnly, writeOnly, deprecated.
  const auto is_off = [](const Json* value) { return value == nullptr || *value == false; };
  if (is_off(before) && is_off(after)) return std::nullopt;
  return ChangeKind::kChanged;
}

Verdict type_change(const Located& before, const Located& after) {
  const Words was = without_repetition(types_of(before));
  const Words is = without_repetition(types_of(after));
  const bool kept = allows_all(is, was), known = allows_all(was, is);
  if (kept && known) return std::nullopt;
  if (kept || known) return stricter_if(known);
  return ChangeKind::kChanged;
}

}  // namespace emulator
