#include "emulator/model/change.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"

namespace emulator {

const char* to_string(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kCame:
      return "came";
    case ChangeKind::kWent:
      return "went";
    case ChangeKind::kStricter:
      return "stricter";
    case ChangeKind::kLooser:
      return "looser";
    case ChangeKind::kChanged:
      break;
  }
  return "changed";
}

const char* to_string(Impact impact) {
  if (impact == Impact::kSafe) return "safe";
  return impact == Impact::kBreaks ? "breaks" : "may break";
}

ChangeSide side_of(const Located& node) {
  return {std::shared_ptr<const Json>(node.document, node.value), node.key_place()};
}

std::shared_ptr<const Json> as_value(Json value) {
  return std::make_shared<const Json>(std::move(value));
}

ChangeSide side_at(Place place) { return {nullptr, std::move(place)}; }

void add_alone(Changes& changes, const std::string& part, const Located& before,
               const Located& before_owner, const Located& after, const Located& after_owner,
               Impact impact) {
  const auto side = [](const Located& value, const Located& owner) {
    return side_at(value ? value.key_place() : owner.place());
  };
  changes.push_back({after ? ChangeKind::kCame : ChangeKind::kWent, part, "",
                     side(before, before_owner), side(after, after_owner), impact});
}

void add_member(Changes& changes, const std::string& part, const std::string& name,
                const Located& before, const Located& after, Impact impact, ChangeKind kind) {
  const Located was = member_of(before, name), is = member_of(after, name);
  const auto is_off = [](const Located& value) { return !value || *value.value == false; };
  if ((was && is && equal_values(*was.value, *is.value)) || (is_off(was) && is_off(is))) return;
  changes.push_back({kind, part, pointer_append("", name),
                     was ? side_of(was) : side_at(before.place()),
                     is ? side_of(is) : side_at(after.place()), impact});
}

}  // namespace emulator
