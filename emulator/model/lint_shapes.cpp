#include "emulator/model/lint_shapes.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "emulator/model/reference.h"

namespace emulator {
namespace {

using Steps = std::vector<std::string>;
using Visit = std::function<void(const Steps&, const Located& schema)>;

// Schemas that refer to each other several times over would be walked for ever.
constexpr std::size_t kMostVisits = 10'000;

// Every schema reached from one, with the path of the values it describes; each but once on the way down.
class Walk {
 public:
  Walk(const Document& document, Findings& findings, const Visit& visit)
      : document_(document), findings_(findings), visit_(visit) {}

  void schema(const Steps& path, Located node) {
    node = resolve(document_, std::move(node), findings_);
    if (!node || !node.value->is_object() || ++visits_ > kMostVisits ||
        std::count(open_.begin(), open_.end(), node.pointer) > 0)
      return;
    open_.push_back(node.pointer);
    visit_(path, node);
    if (const Located properties = member_of(node, "properties");
        properties && properties.value->is_object()) {
      for (const auto& [name, value] : properties.value->items()) {
        schema(with(path, name), {&value, pointer_append(properties.pointer, name)});
      }
    }
    if (const Located items = member_of(node, "items")) schema(with(path, "*"), items);
    if (const Located all = member_of(node, "allOf"); all && all.value->is_array()) {
      for (std::size_t i = 0; i < all.value->size(); ++i)
        schema(path, {&(*all.value)[i], pointer_append(all.pointer, i)});
    }
    open_.pop_back();
  }

 private:
  static Steps with(Steps path, std::string step) {
    path.push_back(std::move(step));
    return path;
  }

  const Document& document_;
  Findings& findings_;
  const Visit& visit_;
  std::size_t visits_ = 0;
  std::vector<std::string> open_;
};

void walk(const Document& document, const std::string& pointer, Findings& findings,
          const Visit& visit) {
  if (const Located root = node_at(document, pointer))
    Walk(document, findings, visit).schema({}, root);
}

bool shows_from(const Json& value, const Steps& path, std::size_t at) {
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

std::vector<SchemaMember> schema_members(const Document& document, const std::string& pointer,
                                         Findings& findings) {
  std::vector<SchemaMember> members;
  walk(document, pointer, findings, [&](const Steps& path, const Located& schema) {
    if (!path.empty() && path.back() != "*") members.push_back({path, schema.pointer});
  });
  return members;
}

bool shows(const Json& value, const std::vector<std::string>& path) {
  return shows_from(value, path, 0);
}

bool mentions_required(const Document& document, const std::string& pointer, Findings& findings) {
  bool found = false;
  walk(document, pointer, findings, [&](const Steps&, const Located& schema) {
    const Located required = member_of(schema, "required");
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
