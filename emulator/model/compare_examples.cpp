#include "emulator/model/compare_examples.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/json_value.h"
#include "emulator/model/reference.h"

namespace emulator {
namespace {

// By their names; of the one without a name "".
std::map<std::string, Located> examples_of(const Located& node) {
  std::map<std::string, Located> out;
  if (const Located example = member_of(node, "example")) out.emplace("", example);
  const Located named = member_of(node, "examples");
  if (!named || !named.value->is_object()) return out;
  Findings none;
  for (const auto& [name, ignored] : named.value->items()) {
    const Located value = member_of(resolve(member_of(named, name), none), "value");
    if (value) out.emplace(name, value);
  }
  return out;
}

// One example in two versions.
class ExampleComparison {
 public:
  ExampleComparison(std::string part, Changes& changes)
      : part_(std::move(part)), changes_(changes) {}

  void compare(const Located& before, const Located& after, const std::string& pointer) {
    if (equal_values(*before.value, *after.value)) return;
    if (before.value->is_object() && after.value->is_object()) {
      members(before, after, pointer);
    } else if (before.value->is_array() && after.value->is_array() &&
               before.value->size() == after.value->size()) {
      for (std::size_t i = 0; i < before.value->size(); ++i)
        compare(element_of(before, i), element_of(after, i), pointer_append(pointer, i));
    } else {
      add(ChangeKind::kChanged, side_of(before), side_of(after), pointer);
    }
  }

 private:
  void add(ChangeKind kind, ChangeSide before, ChangeSide after, const std::string& pointer) {
    changes_.push_back({kind, part_, pointer, std::move(before), std::move(after)});
  }

  void members(const Located& before, const Located& after, const std::string& pointer) {
    std::set<std::string> names;
    for (const auto& [name, value] : before.value->items()) names.insert(name);
    for (const auto& [name, value] : after.value->items()) names.insert(name);
    for (const std::string& name : names) {
      const Located was = member_of(before, name), is = member_of(after, name);
      const std::string place = pointer_append(pointer, name);
      if (was && is) compare(was, is, place);
      if (was && !is) add(ChangeKind::kWent, side_of(was), side_at(after.place()), place);
      if (!was && is) add(ChangeKind::kCame, side_at(before.place()), side_of(is), place);
    }
  }

  const std::string part_;
  Changes& changes_;
};

}  // namespace

void compare_examples(const Located& before, const Located& after, const std::string& part,
                      Changes& changes) {
  const auto was = examples_of(before), is = examples_of(after);
  const auto named = [&](const std::string& name) {
    return part + " example" + (name.empty() ? "" : " " + name);
  };
  for (const auto& [name, example] : was) {
    const auto other = is.find(name);
    if (other != is.end()) {
      ExampleComparison(named(name), changes).compare(example, other->second, "");
    } else {
      changes.push_back(
          {ChangeKind::kWent, named(name), "", side_of(example), side_at(after.place())});
    }
  }
  for (const auto& [name, example] : is) {
    if (was.count(name) == 0)
      changes.push_back(
          {ChangeKind::kCame, named(name), "", side_at(before.place()), side_of(example)});
  }
}

}  // namespace emulator
