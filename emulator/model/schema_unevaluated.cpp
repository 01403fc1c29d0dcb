// Keywords about what no other keyword has looked at.

#include <nlohmann/json.hpp>

#include "emulator/model/schema_site.h"

namespace emulator {
namespace {

/// unevaluatedItems and unevaluatedProperties.
class Unevaluated : public Assertion {
 public:
  Unevaluated(std::string keyword, const Schema::Node& schema, bool is_about_objects)
      : Assertion(std::move(keyword)), schema_(schema), is_about_objects_(is_about_objects) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    return is_about_objects_ ? check_members(value, path, run) : check_items(value, path, run);
  }

 private:
  bool check_members(const Json& value, const Path& path, Evaluation& run) const {
    if (!value.is_object()) return true;
    bool is_valid = true;
    std::vector<const Json*> looked_at;
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>()) {
      if (run.evaluated()->contains(member)) continue;
      looked_at.push_back(&member);
      if (schema_.check(member, Path(path, name), run)) continue;
      is_valid = false;
      if (run.stops_at_failure()) return false;
    }
    for (const auto* member : looked_at) run.note(*member);
    return is_valid;
  }

  bool check_items(const Json& value, const Path& path, Evaluation& run) const {
    if (!value.is_array()) return true;
    bool is_valid = true;
    std::vector<const Json*> looked_at;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (run.evaluated()->contains(value[i])) continue;
      looked_at.push_back(&value[i]);
      if (schema_.check(value[i], Path(path, i), run)) continue;
      is_valid = false;
      if (run.stops_at_failure()) return false;
    }
    for (const auto* item : looked_at) run.note(*item);
    return is_valid;
  }

  const Schema::Node& schema_;
  const bool is_about_objects_;
};

void compile_unevaluated(const KeywordSite& site, bool is_about_objects) {
  site.keywords.tracks_evaluated = true;
  site.add_last<Unevaluated>(*site.subschema(), is_about_objects);
}

constexpr KeywordRow kUnevaluatedRows[] = {
    {"unevaluatedItems", kFrom2019,
     [](const KeywordSite& site) { compile_unevaluated(site, false); }},
    {"unevaluatedProperties", kFrom2019,
     [](const KeywordSite& site) { compile_unevaluated(site, true); }},
};

}  // namespace

std::span<const KeywordRow> unevaluated_keywords() { return kUnevaluatedRows; }

}  // namespace emulator
