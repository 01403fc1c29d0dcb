#include "emulator/text/tree_builder.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

#include "emulator/text/place_index.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostLevels = 100;
// What a value, or a key, takes beside its text, roughly.
constexpr std::size_t kWeightOfValue = 32;

using Node = PlaceIndex::Node;

// To compare with so many keys is faster than to keep them in a table.
constexpr std::size_t kFewKeys = 16;

/// A finished value whose object or array is not. An element has no key.
struct Part {
  std::string key;
  Json value;
};

/// An object or array of which more is to come.
/// first  of its parts
struct Open {
  bool is_object = false;
  std::size_t node = 0;
  std::size_t offset = 0;
  std::size_t first = 0;
  bool has_key = false;
  std::string key = {};
  std::size_t key_offset = 0;
  // Where there are many: the members' numbers.
  std::unordered_map<std::string, std::size_t> keys = {};
};

/// About the bytes that a copy of the value takes.
std::size_t weight_of(const Json& value) {
  std::size_t weight = kWeightOfValue;
  if (value.is_string()) return weight + value.get_ref<const std::string&>().size();
  if (value.is_array()) {
    for (const Json& element : value) weight += weight_of(element);
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.get_ref<const Json::object_t&>()) {
      weight += kWeightOfValue + key.size() + weight_of(member);
    }
  }
  return weight;
}

/// How many arrays and objects lie inside one another; a scalar: 0.
std::size_t levels_of(const Json& value) {
  if (!value.is_structured()) return 0;
  std::size_t below = 0;
  for (const Json& child : value) below = std::max(below, levels_of(child));
  return below + 1;
}

}  // namespace

/// nodes  count from the branch's own first
struct TreeBuilder::Branch {
  Json value;
  std::vector<Node> nodes;
  std::size_t weight = weight_of(value);
  std::size_t levels = levels_of(value);
};

struct TreeBuilder::State {
  Complaints& complaints;
  std::vector<Open> open = {};
  std::vector<Part> parts = {};  // of all that are open
  std::vector<Node> nodes = {};
  Json root = {};
  // The value that was finished last, until another one moves it.
  const Json* last = nullptr;
  std::size_t last_node = 0;

  std::uint32_t position(std::size_t offset) const {
    return static_cast<std::uint32_t>(complaints.source().position(offset));
  }

  void add_node(std::uint32_t at) {
    const bool has_key = !open.empty() && open.back().has_key;
    nodes.push_back({at, has_key ? position(open.back().key_offset) : at, 1});
  }

  void check_levels(std::size_t more, std::size_t offset) {
    if (open.size() + more <= kMostLevels) return;
    complaints.fatal("too-deep", "this is nested deeper than 100 levels", offset,
                     "make the text flatter");
  }

  void start(bool is_object, std::size_t offset) {
    check_levels(1, offset);
    add_node(position(offset));
    open.push_back({is_object, nodes.size() - 1, offset, parts.size()});
  }

  /// With room for what is in it and no more: most of a document stays as it is read.
  Json taken(const Open& done) {
    const auto first = parts.begin() + static_cast<std::ptrdiff_t>(done.first);
    const std::size_t count = parts.size() - done.first;
    Json value = done.is_object ? Json::object() : Json::array();
    if (done.is_object) {
      // As a vector: as a map, ordered_json would search all members for the key.
      Json::object_t::Container& members = value.get_ref<Json::object_t&>();
      members.reserve(count);
      for (auto part = first; part != parts.end(); ++part)
        members.emplace_back(std::move(part->key), std::move(part->value));
    } else {
      auto& elements = value.get_ref<Json::array_t&>();
      elements.reserve(count);
      for (auto part = first; part != parts.end(); ++part)
        elements.push_back(std::move(part->value));
    }
    parts.erase(first, parts.end());
    return value;
  }

  /// The member of that name in the innermost object; none: its size.
  std::size_t member_named(const std::string& name) {
    Open& object = open.back();
    const std::size_t size = parts.size() - object.first;
    if (size <= kFewKeys) {
      const auto first = parts.begin() + static_cast<std::ptrdiff_t>(object.first);
      const auto found =
          std::find_if(first, parts.end(), [&](const Part& part) { return part.key == name; });
      return static_cast<std::size_t>(found - first);
    }
    for (std::size_t i = object.keys.size(); i < size; ++i)
      object.keys.emplace(parts[object.first + i].key, i);
    const auto known = object.keys.find(name);
    return known == object.keys.end() ? size : known->second;
  }

  /// Where the key of a member of the innermost object is written.
  std::uint32_t line_of_key(std::size_t member) const {
    std::size_t node = open.back().node + 1;
    for (; member > 0; --member) node += nodes[node].nodes;
    return complaints.source().line(nodes[node].key_at - position(0));
  }

  void put(Json value, std::size_t node) {
    last_node = node;
    if (open.empty()) {
      root = std::move(value);
      last = &root;
      return;
    }
    Open& parent = open.back();
    parts.push_back({std::move(parent.key), std::move(value)});
    parent.key.clear();
    parent.has_key = false;
    last = &parts.back().value;
  }
};

TreeBuilder::TreeBuilder(Complaints& complaints) : state_(new State{complaints}) {}

TreeBuilder::~TreeBuilder() = default;

void TreeBuilder::scalar(Json value, std::size_t offset) {
  state_->add_node(state_->position(offset));
  state_->put(std::move(value), state_->nodes.size() - 1);
}

void TreeBuilder::start_object(std::size_t offset) { state_->start(true, offset); }

void TreeBuilder::start_array(std::size_t offset) { state_->start(false, offset); }

void TreeBuilder::end() {
  Open done = std::move(state_->open.back());
  state_->open.pop_back();
  state_->nodes[done.node].nodes = static_cast<std::uint32_t>(state_->nodes.size() - done.node);
  state_->put(state_->taken(done), done.node);
}

void TreeBuilder::key(std::string name, std::size_t offset) {
  Open& object = state_->open.back();
  const std::size_t earlier = state_->member_named(name);
  if (earlier < state_->parts.size() - object.first) {
    const std::uint32_t line = state_->line_of_key(earlier);
    state_->complaints.error(
        "duplicate-key",
        "key " + in_quotes(name) + " is already used on line " + std::to_string(line), offset,
        "remove one of the two");
  }
  object.key = std::move(name);
  object.key_offset = offset;
  object.has_key = true;
}

std::shared_ptr<const TreeBuilder::Branch> TreeBuilder::last() const {
  const auto first = state_->nodes.begin() + static_cast<std::ptrdiff_t>(state_->last_node);
  return std::make_shared<const Branch>(Branch{*state_->last, {first, state_->nodes.end()}});
}

std::shared_ptr<const TreeBuilder::Branch> TreeBuilder::lone_scalar(Json value,
                                                                    std::size_t offset) const {
  const std::uint32_t at = state_->position(offset);
  return std::make_shared<const Branch>(Branch{std::move(value), {Node{at, at, 1}}});
}

void TreeBuilder::repeat(const Branch& branch, std::size_t offset) {
  state_->check_levels(branch.levels, offset);
  const std::size_t first = state_->nodes.size();
  state_->add_node(branch.nodes[0].at);
  state_->nodes[first].nodes = branch.nodes[0].nodes;
  state_->nodes.insert(state_->nodes.end(), branch.nodes.begin() + 1, branch.nodes.end());
  state_->put(branch.value, first);
}

std::size_t TreeBuilder::weight(const Branch& branch) { return branch.weight; }

const Json& TreeBuilder::value(const Branch& branch) { return branch.value; }

bool TreeBuilder::expects_key() const {
  return depth() > 0 && state_->open.back().is_object && !has_key();
}

bool TreeBuilder::has_key() const { return depth() > 0 && state_->open.back().has_key; }

std::size_t TreeBuilder::key_offset() const { return state_->open.back().key_offset; }

std::size_t TreeBuilder::depth() const { return state_->open.size(); }

std::size_t TreeBuilder::open_offset() const {
  return depth() == 0 ? 0 : state_->open.back().offset;
}

DocumentPtr TreeBuilder::finish() {
  if (state_->complaints.any() || state_->nodes.empty()) return nullptr;
  state_->nodes.shrink_to_fit();
  const Source& source = state_->complaints.source();
  return std::make_shared<const Document>(
      source.name(), source.text(), std::make_shared<const Json>(std::move(state_->root)),
      std::make_shared<const PlaceIndex>(source.lines(), std::move(state_->nodes)));
}

}  // namespace emulator
