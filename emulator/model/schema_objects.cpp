// Keywords about objects.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/schema_site.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

/// Members of an object. direction  1: at most, -1: at least
class MemberCount : public Assertion {
 public:
  MemberCount(std::string keyword, std::size_t limit, int direction)
      : Assertion(std::move(keyword)), limit_(limit), direction_(direction) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object()) return true;
    if (direction_ > 0 ? value.size() <= limit_ : value.size() >= limit_) return true;
    return run.fail(path, keyword(), [&] {
      return std::string("must have at ") + (direction_ > 0 ? "most " : "least ") +
             counted(limit_, "member") + ", has " + std::to_string(value.size());
    });
  }

 private:
  const std::size_t limit_;
  const int direction_;
};

void compile_member_count(const KeywordSite& site, int direction) {
  if (const auto limit = site.count()) site.add<MemberCount>(*limit, direction);
}

bool is_one_way(const Schema::Node& node, Direction direction, int depth = 0) {
  const SchemaKeywords& keywords = node.keywords();
  if (direction == Direction::kRequest ? keywords.is_read_only : keywords.is_write_only)
    return true;
  return depth < 16 &&
         std::any_of(keywords.all_of.begin(), keywords.all_of.end(),
                     [&](const auto* part) { return is_one_way(*part, direction, depth + 1); });
}

/// Whether the node, or one that applies to the same value, says that the member travels the other way only.
bool excuses(const Schema::Node& node, const std::string& name, Direction direction,
             int depth = 0) {
  const SchemaKeywords& keywords = node.keywords();
  const auto property = keywords.properties.find(name);
  if (property != keywords.properties.end() && is_one_way(*property->second, direction))
    return true;
  return depth < 16 &&
         std::any_of(keywords.all_of.begin(), keywords.all_of.end(),
                     [&](const auto* part) { return excuses(*part, name, direction, depth + 1); });
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
      if (value.find(name) != value.end() || is_excused(value, name, run)) continue;
      is_valid = run.fail(path, keyword(), [&] { return "must have the member " + brief(name); });
      if (run.stops_at_failure()) return false;
    }
    return is_valid;
  }

 private:
  /// The property may be described beside the schema that requires it, in another part of an allOf.
  static bool is_excused(const Json& value, const std::string& name, const Evaluation& run) {
    if (run.direction() == Direction::kNone) return false;
    for (const auto* at = run.active(); at != nullptr && at->value == &value; at = at->outer) {
      if (excuses(*at->node, name, run.direction())) return true;
    }
    return false;
  }

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
  Properties(std::string keyword, const SchemaKeywords& owner)
      : Assertion(std::move(keyword)), owner_(owner) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object()) return true;
    bool is_valid = true;
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      const auto property = owner_.properties.find(name);
      if (property == owner_.properties.end()) continue;
      run.note(member);
      if (!property->second->check(member, Path(path, name), run)) {
        is_valid = false;
        if (run.stops_at_failure()) return false;
      }
    }
    return is_valid;
  }

 private:
  const SchemaKeywords& owner_;
};

void compile_properties(const KeywordSite& site) {
  if (!site.is_object()) return;
  for (const auto& [name, schema] : site.value.get_ref<const Json::object_t&>()) {
    site.keywords.property_names.emplace_back(name);
    site.keywords.properties.emplace(name, site.subschema(name, schema));
  }
  site.add<Properties>(site.keywords);
}

class PatternProperties : public Assertion {
 public:
  PatternProperties(std::string keyword, const SchemaKeywords& owner)
      : Assertion(std::move(keyword)), owner_(owner) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object()) return true;
    bool is_valid = true;
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      for (const auto& [regex, schema] : owner_.pattern_properties) {
        if (!regex.matches(name)) continue;
        run.note(member);
        if (schema->check(member, Path(path, name), run)) continue;
        is_valid = false;
        if (run.stops_at_failure()) return false;
      }
    }
    return is_valid;
  }

 private:
  const SchemaKeywords& owner_;
};

void compile_pattern_properties(const KeywordSite& site) {
  if (!site.is_object()) return;
  for (const auto& [pattern, value] : site.value.get_ref<const Json::object_t&>()) {
    const auto* schema = site.subschema(pattern, value);
    auto regex = site.regex(pattern, pointer_append(site.pointer, pattern));
    if (regex) site.keywords.pattern_properties.emplace_back(*std::move(regex), schema);
  }
  site.add<PatternProperties>(site.keywords);
}

class AdditionalProperties : public Assertion {
 public:
  AdditionalProperties(std::string keyword, const SchemaKeywords& owner)
      : Assertion(std::move(keyword)), owner_(owner) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object()) return true;
    bool is_valid = true;
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      if (is_described(name)) continue;
      run.note(member);
      if (!check_member(name, member, Path(path, name), run)) {
        is_valid = false;
        if (run.stops_at_failure()) return false;
      }
    }
    return is_valid;
  }

 private:
  bool is_described(const std::string& name) const {
    if (owner_.properties.count(name) > 0) return true;
    const auto& patterns = owner_.pattern_properties;
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const auto& pattern) { return pattern.first.matches(name); });
  }

  bool check_member(const std::string& name, const Json& member, const Path& path,
                    Evaluation& run) const {
    if (owner_.allows_additional) return true;
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

  const SchemaKeywords& owner_;
};

void compile_additional_properties(const KeywordSite& site) {
  if (site.value.is_boolean()) {
    site.keywords.allows_additional = site.value.get<bool>();
    // A written `true` looks at all members, which matters to unevaluatedProperties alone.
    if (!site.keywords.allows_additional || is_from_2019(site.dialect())) {
      site.add<AdditionalProperties>(site.keywords);
    }
    return;
  }
  if (!site.value.is_object()) return site.wrong_type("true, false or a schema");
  site.keywords.additional_properties = site.subschema();
  site.add<AdditionalProperties>(site.keywords);
}

class PropertyNames : public Assertion {
 public:
  PropertyNames(std::string keyword, const Schema::Node& schema)
      : Assertion(std::move(keyword)), schema_(schema) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object()) return true;
    bool is_valid = true;
    for (const auto& member : value.get_ref<const Json::object_t&>()) {
      if (check_name(member.first, Path(path, member.first), run)) continue;
      is_valid = false;
      if (run.stops_at_failure()) return false;
    }
    return is_valid;
  }

 private:
  bool check_name(const std::string& member, const Path& path, Evaluation& run) const {
    const Json name = member;
    Evaluation quiet = run.nested_over_copy(nullptr);
    if (schema_.check(name, path, quiet)) return true;
    return run.fail(path, keyword(), [&] {
      std::vector<SchemaError> errors;
      Evaluation inner = run.nested_over_copy(&errors);
      schema_.check(name, path, inner);
      return "has a name that is not allowed here" +
             (errors.empty() ? std::string() : ": it " + errors.front().message);
    });
  }

  const Schema::Node& schema_;
};

constexpr KeywordRow kObjectRows[] = {
    {"maxProperties", kInAll, [](const KeywordSite& site) { compile_member_count(site, 1); }},
    {"minProperties", kInAll, [](const KeywordSite& site) { compile_member_count(site, -1); }},
    {"required", kInAll, compile_required},
    {"properties", kInAll, compile_properties},
    {"patternProperties", kNot30, compile_pattern_properties},
    {"additionalProperties", kInAll, compile_additional_properties},
    {"propertyNames", kFromDraft6,
     [](const KeywordSite& site) { site.add<PropertyNames>(*site.subschema()); }},
};

}  // namespace

std::span<const KeywordRow> object_keywords() { return kObjectRows; }

}  // namespace emulator
