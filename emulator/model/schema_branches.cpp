// Keywords that apply further schemas to the same value.

#include <nlohmann/json.hpp>

#include "emulator/model/json_words.h"
#include "emulator/model/schema_site.h"
#include "emulator/model/uri_reference.h"

namespace emulator {
namespace {

using Nodes = std::vector<const Schema::Node*>;

/// The schema `false`.
class Nothing : public Assertion {
 public:
  using Assertion::Assertion;

  bool check(const Json&, const Path& path, Evaluation& run) const override {
    return run.fail(path, keyword(), [] { return "is not allowed here"; });
  }
};

class AllOf : public Assertion {
 public:
  AllOf(std::string keyword, Nodes schemas)
      : Assertion(std::move(keyword)), schemas_(std::move(schemas)) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    bool is_valid = true;
    for (const auto* schema : schemas_) {
      if (schema->check(value, path, run)) continue;
      is_valid = false;
      if (run.stops_at_failure()) break;
    }
    return is_valid;
  }

 private:
  const Nodes schemas_;
};

void compile_all_of(const KeywordSite& site) {
  const Nodes schemas = site.subschemas();
  site.keywords.all_of.insert(site.keywords.all_of.end(), schemas.begin(), schemas.end());
  site.add<AllOf>(schemas);
}

class Not : public Assertion {
 public:
  Not(std::string keyword, const Schema::Node& schema)
      : Assertion(std::move(keyword)), schema_(schema) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    Evaluation quiet = run.nested(nullptr);
    const bool matches = schema_.check(value, path, quiet);
    if (!matches) return !run.is_spent();
    return run.fail(path, keyword(), [&] {
      return "must not satisfy the schema under 'not', is " + described(value);
    });
  }

 private:
  const Schema::Node& schema_;
};

void compile_not(const KeywordSite& site) {
  const Schema::Node* schema = site.subschema();
  site.keywords.other_branches.push_back(schema);
  site.add<Not>(*schema);
}

/// `$ref` beside other keywords.
class Reference : public Assertion {
 public:
  Reference(std::string keyword, const Schema::Node& schema)
      : Assertion(std::move(keyword)), schema_(schema) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    return schema_.check(value, path, run);
  }

 private:
  const Schema::Node& schema_;
};

void compile_reference(const KeywordSite& site) {
  const std::string* text = site.text();
  if (text == nullptr) return;
  const Schema::Node* schema = site.compiler.node_named(*text, site.place());
  site.keywords.parts.push_back({site.name, {}, schema});
  site.keywords.all_of.push_back(schema);
  site.add<Reference>(*schema);
}

/// A reference to the outermost schema of that name among the resources that led here.
/// source  JSON Schema 2020-12, section 8.2.3.2
class DynamicReference : public Assertion {
 public:
  /// schema  what it means if nobody further out has the name
  DynamicReference(std::string keyword, std::string name, const Schema::Node& schema)
      : Assertion(std::move(keyword)), name_(std::move(name)), schema_(schema) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    const Schema::Node* target = &schema_;
    const SchemaResource* last = nullptr;
    for (const auto* at = run.active(); at != nullptr; at = at->outer) {
      if (at->node->resource == last) continue;
      last = at->node->resource;
      const auto found = last->dynamic_nodes.find(name_);
      if (found != last->dynamic_nodes.end()) target = found->second;
    }
    run.depend_on_context();
    return target->check(value, path, run);
  }

 private:
  const std::string name_;
  const Schema::Node& schema_;
};

/// Whether the schema is the dynamic anchor that the reference names; it is an ordinary reference otherwise.
bool is_dynamic_anchor(const Schema::Node& schema, std::string_view name) {
  if (name.empty() || schema.source == nullptr || !schema.source->is_object()) return false;
  const auto anchor = schema.source->find("$dynamicAnchor");
  return anchor != schema.source->end() && anchor->is_string() &&
         anchor->get_ref<const std::string&>() == name;
}

void compile_dynamic_reference(const KeywordSite& site) {
  const std::string* text = site.text();
  if (text == nullptr) return;
  const Schema::Node* schema = site.compiler.node_named(*text, site.place());
  const auto name = split_fragment(*text).fragment;
  site.keywords.parts.push_back({site.name, {}, schema});
  site.keywords.alternatives.push_back(schema);
  if (is_dynamic_anchor(*schema, name)) {
    site.add<DynamicReference>(std::string(name), *schema);
  } else {
    site.add<Reference>(*schema);
  }
}

/// The dynamic reference of 2019-09, to the whole of a resource.
void compile_recursive_reference(const KeywordSite& site) {
  if (site.text() == nullptr) return;
  const Schema::Node* schema = site.compiler.node_named("#", site.place());
  site.keywords.parts.push_back({site.name, {}, schema});
  site.keywords.alternatives.push_back(schema);
  const bool is_dynamic = schema->source && schema->source->is_object() &&
                          schema->source->value("$recursiveAnchor", Json()) == true;
  if (is_dynamic) {
    site.add<DynamicReference>(std::string(), *schema);
  } else {
    site.add<Reference>(*schema);
  }
}

constexpr KeywordRow kBranchRows[] = {
    {"allOf", kInAll, compile_all_of},
    {"not", kInAll, compile_not},
    {"$ref", kFrom2019, compile_reference},
    {"$dynamicRef", kIn2020, compile_dynamic_reference},
    {"$recursiveRef", kIn2019, compile_recursive_reference},
};

}  // namespace

std::unique_ptr<const Assertion> nothing_allowed(const std::string& pointer) {
  return std::make_unique<Nothing>(pointer);
}

std::span<const KeywordRow> branch_keywords() { return kBranchRows; }

}  // namespace emulator
