#include "emulator/model/lint_shapes.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "emulator/model/reference.h"

namespace emulator {
namespace {

using MemberNames = std::vector<std::string>;
using VisitSchema = std::function<void(const MemberNames&, const Located& schema)>;

// Schemas that refer to each other several times over would be walked for ever.
constexpr std::size_t kMostVisits = 10'000;

// Every schema reached from one, with the path of the values it describes; each but once on the way down.
class SchemaWalk {
 public:
  SchemaWalk(Findings& findings, const VisitSchema& visit) : findings_(findings), visit_(visit) {}

  void schema(const MemberNames& path, Located node) {
    node = resolve(std::move(node), findings_);
    if (!node || !node.value->is_object() || ++visits_ > kMostVisits ||
        std::count(open_.begin(), open_.end(), node.value) > 0)
      return;
    open_.push_back(node.value);
    visit_(path, node);
    if (const Located properties = member_of(node, "properties");
        properties && properties.value->is_object()) {
      for (const auto& [name, value] : properties.value->items()) {
        if (visits_ > kMostVisits) break;
        schema(with(path, name),
               {&value, pointer_append(properties.pointer, name), properties.document});
      }
    }
    if (const Located items = member_of(node, "items")) schema(with(path, "*"), items);
    if (const Located all = member_of(node, "allOf"); all && all.value->is_array()) {
      for (std::size_t i = 0; i < all.value->size(); ++i) schema(path, element_of(all, i));
    }
    open_.pop_back();
  }

 private:
  static MemberNames with(MemberNames path, std::string step) {
    path.push_back(std::move(step));
    return path;
  }

  Findings& findings_;
  const VisitSchema& visit_;
  std::size_t visits_ = 0;
  std::vector<const Json*> open_;
};

void walk(const Located& schema, Findings& findings, const VisitSchema& visit) {
  if (schema) SchemaWalk(findings, visit).schema({}, schema);
}

bool shows_from(const Json& value, const MemberNames& path, std::size_t at) {
  if (at == path.size()) return true;
  if (path[at] == "*") {
    return value.is_array() && std::any_of(value.begin(), value.end(), [&](const Json& item) {
             return shows_from(item, path, at + 1);
           });
  }
  const auto member = value.is_object() ? value.find(path[at]) : value.end();
  return value.is_object() && member != value.end() && shows_from(*member, path, at + 1);
}

}  // namespace

std::vector<SchemaMember> schema_members(const Located& schema, Findings& findings) {
  std::vector<SchemaMember> members;
  walk(schema, findings, [&](const MemberNames& path, const Located& node) {
    if (!path.empty() && path.back() != "*") members.push_back({path, node});
  });
  return members;
}

bool shows(const Json& value, const std::vector<std::string>& path) {
  return shows_from(value, path, 0);
}

bool mentions_required(const Located& schema, Findings& findings) {
  bool found = false;
  walk(schema, findings, [&](const MemberNames&, const Located& node) {
    const Located required = member_of(node, "required");
    found |= required && required.value->is_array() && !required.value->empty();
  });
  return found;
}

std::vector<std::pair<std::string, std::string>> nested_names(const Json& value,
                                                              const std::string& pointer) {
  std::vector<std::pair<std::string, std::string>> names;
  const auto add = [&](const std::string& name, const std::string& place) {
    const auto same = [&](const auto& known) { return known.first == name; };
    if (std::none_of(names.begin(), names.end(), same)) names.emplace_back(name, place);
  };
  if (!value.is_structured()) return names;
  for (const auto& [key, part] : value.items()) {
    const std::string place = pointer_append(pointer, key);
    if (value.is_object()) add(key, place);
    for (const auto& [name, below] : nested_names(part, place)) add(name, below);
  }
  return names;
}

}  // namespace emulator
