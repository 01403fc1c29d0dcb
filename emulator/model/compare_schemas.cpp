#include "emulator/model/compare_schemas.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/change_impact.h"
#include "emulator/model/compare_keywords.h"
#include "emulator/model/json_value.h"
#include "emulator/model/spread_schema.h"

namespace emulator {
namespace {

using Members = std::map<std::string, Located>;

Located find_in(const Members& members, const std::string& name) {
  const auto found = members.find(name);
  return found == members.end() ? Located{} : found->second;
}

std::set<std::string> names_of(const Members& some, const Members& others) {
  std::set<std::string> names;
  for (const auto& [name, value] : some) names.insert(name);
  for (const auto& [name, value] : others) names.insert(name);
  return names;
}

Members members_of(const Located& object) {
  Members out;
  if (!object || !object.value->is_object()) return out;
  for (const auto& [name, value] : object.value->items())
    out.emplace(name, member_of(object, name));
  return out;
}

// Elements with their numbers.
using Branches = std::vector<std::pair<std::size_t, Located>>;

Branches branches_of(const Located& list) {
  Branches out;
  if (!list || !list.value->is_array()) return out;
  for (std::size_t i = 0; i < list.value->size(); ++i) out.emplace_back(i, element_of(list, i));
  return out;
}

// What tells a branch from others: its title, else its type.
std::string label_of(const Located& branch) {
  const Located schema = behind_reference(branch);
  const std::string title = text_of(schema, "title");
  return title.empty() ? text_of(schema, "type") : "title " + title;
}

bool is_list(const Located& value) { return value && value.value->is_array(); }

}  // namespace

// Looks at one pair, not at what is below.
class SchemaComparison::Look {
 public:
  Look(SchemaComparison& all, Pair& pair) : all_(all), pair_(pair) {}

  void run() {
    if (!pair_.before.value->is_object() || !pair_.after.value->is_object()) return whole();
    const bool keeps =
        has_reference_with_siblings(pair_.before) || has_reference_with_siblings(pair_.after);
    const SpreadSchema before = spread_schema(pair_.before, keeps);
    const SpreadSchema after = spread_schema(pair_.after, keeps);
    if (before.target && after.target) {
      go_below("", before.target, after.target);
    } else if (before.target || after.target) {
      demand("$ref", member_of(pair_.before, "$ref"), member_of(pair_.after, "$ref"));
    }
    types(before.node, after.node);
    for (const std::string& name : names_of(before.keywords, after.keywords))
      keyword(name, find_in(before.keywords, name), find_in(after.keywords, name));
  }

 private:
  void add(ChangeKind kind, const std::string& pointer, const Located& before,
           const Located& after) {
    const bool judges = kind == ChangeKind::kStricter || kind == ChangeKind::kLooser;
    if (judges && !pair_.judged) kind = ChangeKind::kChanged;
    pair_.changes.push_back({kind, "", pointer,
                             before ? side_of(before) : side_at(pair_.before.place()),
                             after ? side_of(after) : side_at(pair_.after.place())});
  }

  // What is demanded by one version alone.
  void demand(const std::string& name, const Located& before, const Located& after) {
    add(after ? ChangeKind::kStricter : ChangeKind::kLooser, pointer_append("", name), before,
        after);
  }

  void go_below(const std::string& pointer, const Located& before, const Located& after,
                bool judged = true) {
    pair_.below.emplace_back(pointer, &all_.pair_of(before, after, pair_.judged && judged));
  }

  // `true` and `false` are schemas.
  void whole() {
    if (equal_values(*pair_.before.value, *pair_.after.value)) return;
    const bool looser = allows_nothing(pair_.before) || allows_everything(pair_.after);
    add(looser ? ChangeKind::kLooser : ChangeKind::kStricter, "", pair_.before, pair_.after);
  }

  void types(const Located& before, const Located& after) {
    const auto kind = type_change(before, after);
    if (!kind) return;
    const Located was = member_of(before, "type"), is = member_of(after, "type");
    const bool same = was && is && equal_values(*was.value, *is.value);
    const std::string name = same ? "nullable" : "type";
    add(*kind, "/" + name, member_of(before, name), member_of(after, name));
  }

  void keyword(const std::string& name, const Located& before, const Located& after) {
    if (const SchemaContainer* container = schema_container(name)) {
      look_into(*container, before, after);
    } else if (const auto kind = keyword_change(name, before.value, after.value)) {
      add(*kind, pointer_append("", name), before, after);
    }
  }

  void look_into(const SchemaContainer& container, const Located& before, const Located& after) {
    using Shape = SchemaContainer::Shape;
    if (container.shape == Shape::kNamed) return named(container, before, after);
    // `items` is a list in earlier dialects.
    if (container.shape != Shape::kSchema || is_list(before) || is_list(after))
      return list(container, before, after);
    const bool judged = container.is_judged;
    if (before && after) return go_below(pointer_append("", container.name), before, after, judged);
    if (allows_everything(before) && allows_everything(after)) return;
    if (judged) return demand(container.name, before, after);
    add(ChangeKind::kChanged, pointer_append("", container.name), before, after);
  }

  void named(const SchemaContainer& container, const Located& before, const Located& after) {
    const Members was = members_of(before), is = members_of(after);
    const std::string above = pointer_append("", container.name);
    for (const std::string& name : names_of(was, is)) {
      const Located old = find_in(was, name), young = find_in(is, name);
      if (old && young) {
        go_below(pointer_append(above, name), old, young);
      } else {
        alone(container, pointer_append(above, name), old, young);
      }
    }
  }

  // What one version alone has among others.
  void alone(const SchemaContainer& container, const std::string& pointer, const Located& before,
             const Located& after) {
    const bool demands =
        container.is_demand && (container.one || !allows_everything(after ? after : before));
    const bool more = bool(after) != container.one;
    add(demands ? more ? ChangeKind::kStricter : ChangeKind::kLooser
        : after ? ChangeKind::kCame
                : ChangeKind::kWent,
        pointer, before, after);
  }

  void list(const SchemaContainer& container, const Located& before, const Located& after) {
    if (container.one && (!before || !after)) return demand(container.name, before, after);
    const std::string above = pointer_append("", container.name);
    Branches was = branches_of(before), is = branches_of(after);
    if (container.shape == SchemaContainer::Shape::kBranches) {
      match(above, was, is, [](const Located& old, const Located& young) {
        return equal_values(*old.value, *young.value);
      });
      match(above, was, is, [](const Located& old, const Located& young) {
        return !label_of(old).empty() && label_of(old) == label_of(young);
      });
    }
    std::size_t i = 0;
    for (; i < was.size() && i < is.size(); ++i)
      go_below(pointer_append(above, is[i].first), was[i].second, is[i].second);
    for (std::size_t more = i; more < is.size(); ++more)
      alone(container, pointer_append(above, is[more].first), {}, is[more].second);
    for (std::size_t less = i; less < was.size(); ++less)
      alone(container, pointer_append(above, was[less].first), was[less].second, {});
  }

  // Branches that are alike belong together, wherever they stand. Takes them out of both lists.
  template <class Alike>
  void match(const std::string& above, Branches& was, Branches& is, Alike is_alike) {
    for (auto old = was.begin(); old != was.end();) {
      const auto same = std::find_if(is.begin(), is.end(), [&](const auto& young) {
        return is_alike(old->second, young.second);
      });
      if (same == is.end()) {
        ++old;
        continue;
      }
      go_below(pointer_append(above, same->first), old->second, same->second);
      is.erase(same);
      old = was.erase(old);
    }
  }

  SchemaComparison& all_;
  Pair& pair_;
};

SchemaComparison::Pair& SchemaComparison::pair_of(const Located& before, const Located& after,
                                                  bool judged) {
  const bool keeps = has_reference_with_siblings(before) || has_reference_with_siblings(after);
  const Located was = keeps ? before : behind_reference(before);
  const Located is = keeps ? after : behind_reference(after);
  Pair*& known = known_[{was.value, is.value, judged}];
  if (known == nullptr) known = &pairs_.emplace_back(Pair{was, is, judged, false, {}, {}});
  return *known;
}

void SchemaComparison::compare(const Located& before, const Located& after, const std::string& part,
                               Direction direction, Changes& changes) {
  std::deque<std::pair<std::string, Pair*>> waiting{{"", &pair_of(before, after, true)}};
  std::set<const Pair*> met{waiting.front().second};
  for (; !waiting.empty(); waiting.pop_front()) {
    const auto [pointer, pair] = waiting.front();
    if (!pair->looked_at) Look(*this, *pair).run();
    pair->looked_at = true;
    for (Change change : pair->changes) {
      change.part = part;
      change.impact = schema_impact(change, direction);
      change.pointer.insert(0, pointer);
      changes.push_back(std::move(change));
    }
    for (const auto& [step, below] : pair->below)
      if (met.insert(below).second) waiting.emplace_back(pointer + step, below);
  }
}

}  // namespace emulator
