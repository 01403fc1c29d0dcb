// Keywords about what a member demands of the object that has it.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/schema_site.h"

namespace emulator {
namespace {

/// One entry of `dependentRequired`.
class DependentRequired : public Assertion {
 public:
  /// names  array of strings; lives as long as the document
  DependentRequired(std::string keyword, const std::string& member, const Json& names)
      : Assertion(std::move(keyword)), member_(member), names_(names) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object() || value.find(member_) == value.end()) return true;
    bool is_valid = true;
    for (const auto& element : names_) {
      const auto& name = element.get_ref<const std::string&>();
      if (value.find(name) != value.end()) continue;
      is_valid = run.fail(path, keyword(), [&] {
        return "must have the member " + brief(name) + ", as it has " + brief(member_);
      });
      if (run.stops_at_failure()) return false;
    }
    return is_valid;
  }

 private:
  const std::string& member_;
  const Json& names_;
};

bool is_texts(const Json& value) {
  return value.is_array() && std::all_of(value.begin(), value.end(),
                                         [](const Json& element) { return element.is_string(); });
}

void compile_dependent_required(const KeywordSite& site) {
  const bool is_valid =
      site.value.is_object() && std::all_of(site.value.begin(), site.value.end(), is_texts);
  if (!is_valid) return site.wrong_type("an object of arrays of strings");
  for (const auto& [name, names] : site.value.get_ref<const Json::object_t&>()) {
    site.add<DependentRequired>(name, names);
  }
}

/// One entry of `dependentSchemas`.
class DependentSchema : public Assertion {
 public:
  DependentSchema(std::string keyword, const std::string& member, const Schema::Node& schema)
      : Assertion(std::move(keyword)), member_(member), schema_(schema) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_object() || value.find(member_) == value.end()) return true;
    return schema_.check(value, path, run);
  }

 private:
  const std::string& member_;
  const Schema::Node& schema_;
};

void add_dependent_schema(const KeywordSite& site, const std::string& name, const Json& value) {
  const Schema::Node* schema = site.subschema(name, value);
  site.keywords.alternatives.push_back(schema);
  site.add<DependentSchema>(name, *schema);
}

void compile_dependent_schemas(const KeywordSite& site) {
  if (!site.is_object()) return;
  for (const auto& [name, value] : site.value.get_ref<const Json::object_t&>()) {
    add_dependent_schema(site, name, value);
  }
}

/// Both of the above in one, as the drafts have it.
void compile_dependencies(const KeywordSite& site) {
  if (!site.is_object()) return;
  for (const auto& [name, value] : site.value.get_ref<const Json::object_t&>()) {
    if (is_texts(value)) {
      site.add<DependentRequired>(name, value);
    } else {
      add_dependent_schema(site, name, value);
    }
  }
}

/// The schemas for values that do, and do not, satisfy another one.
class If : public Assertion {
 public:
  If(std::string keyword, const Schema::Node& condition, const Schema::Node* then,
     const Schema::Node* otherwise)
      : Assertion(std::move(keyword)), condition_(condition), then_(then), else_(otherwise) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    Evaluation quiet = run.nested(nullptr);
    const bool holds = condition_.check(value, path, quiet);
    if (run.is_spent()) return false;
    const Schema::Node* next = holds ? then_ : else_;
    return next == nullptr || next->check(value, path, run);
  }

 private:
  const Schema::Node& condition_;
  const Schema::Node* const then_;
  const Schema::Node* const else_;
};

void compile_if(const KeywordSite& site) {
  const Schema::Node* condition = site.subschema();
  const Schema::Node* then = site.subschema_beside("then");
  const Schema::Node* otherwise = site.subschema_beside("else");
  site.keywords.other_branches.push_back(condition);
  for (const auto* branch : {then, otherwise}) {
    if (branch != nullptr) site.keywords.alternatives.push_back(branch);
  }
  site.add<If>(*condition, then, otherwise);
}

// Without an `if` beside it, it has no effect.
void compile_then_or_else(const KeywordSite&) {}

constexpr KeywordRow kDependencyRows[] = {
    {"dependencies", kInDrafts, compile_dependencies},
    {"dependentRequired", kFrom2019, compile_dependent_required},
    {"dependentSchemas", kFrom2019, compile_dependent_schemas},
    {"if", kFromDraft7, compile_if},
    {"then", kFromDraft7, compile_then_or_else},
    {"else", kFromDraft7, compile_then_or_else},
};

}  // namespace

std::span<const KeywordRow> dependency_keywords() { return kDependencyRows; }

}  // namespace emulator
