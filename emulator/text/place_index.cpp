#include "emulator/text/place_index.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

namespace emulator {
namespace {

// To step over so many is faster than to remember the ways.
constexpr std::size_t kFewChildren = 64;

/// A reference token without the escapes of RFC 6901.
std::string unescaped(std::string_view token) {
  std::string text;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size();
    if (escape && (token[i + 1] == '0' || token[i + 1] == '1')) {
      text += token[++i] == '0' ? '~' : '/';
    } else {
      text += token[i];
    }
  }
  return text;
}

std::optional<std::size_t> array_index(std::string_view token) {
  if (token.size() > 1 && token[0] == '0') return std::nullopt;
  std::size_t index = 0;
  const char* end = token.data() + token.size();
  const auto [rest, error] = std::from_chars(token.data(), end, index);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return index;
}

/// Which child the token names, from 0; none: nullopt.
std::optional<std::size_t> child_number(const Json& value, std::string_view token) {
  if (value.is_array()) {
    const auto index = array_index(token);
    return index && *index < value.size() ? index : std::nullopt;
  }
  if (!value.is_object()) return std::nullopt;
  const auto& members = value.get_ref<const Json::object_t&>();
  const std::string key = unescaped(token);
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const auto& member) { return member.first == key; });
  if (found == members.end()) return std::nullopt;
  return static_cast<std::size_t>(found - members.begin());
}

const Json& child(const Json& value, std::size_t number) {
  if (value.is_array()) return value[number];
  return (value.get_ref<const Json::object_t&>().begin() + static_cast<std::ptrdiff_t>(number))
      ->second;
}

bool has_bad_escape(std::string_view pointer) {
  for (std::size_t at = pointer.find('~'); at != std::string_view::npos;
       at = pointer.find('~', at + 1)) {
    if (at + 1 == pointer.size() || (pointer[at + 1] != '0' && pointer[at + 1] != '1')) return true;
  }
  return false;
}

}  // namespace

const Json* value_below(const Json& value, std::string_view pointer) {
  if (has_bad_escape(pointer)) return nullptr;
  const Json* found = &value;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return nullptr;
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const auto number = child_number(*found, pointer.substr(1, end - 1));
    if (!number) return nullptr;
    found = &child(*found, *number);
    pointer.remove_prefix(end);
  }
  return found;
}

PlaceIndex::PlaceIndex(std::shared_ptr<const LineTable> lines, std::vector<Node> nodes)
    : lines_(std::move(lines)), nodes_(std::move(nodes)) {}

const PlaceIndex::Children& PlaceIndex::children(const Json& value, std::size_t node) const {
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = children_.try_emplace(node);
  Children& ways = known->second;
  if (!is_new) return ways;
  std::size_t at = node + 1;
  for (std::size_t i = 0; i < value.size(); ++i) {
    ways.nodes.push_back(at);
    at += nodes_[at].nodes;
  }
  if (!value.is_object()) return ways;
  for (const auto& [name, member] : value.get_ref<const Json::object_t&>())
    ways.numbers.emplace(name, ways.numbers.size());
  return ways;
}

const PlaceIndex::Node& PlaceIndex::find(const Json& root, std::string_view pointer) const {
  const Json* value = &root;
  std::size_t node = 0;
  while (!pointer.empty() && pointer[0] == '/') {
    const std::size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string_view token = pointer.substr(1, end - 1);
    const Children* ways = value->size() > kFewChildren ? &children(*value, node) : nullptr;
    std::optional<std::size_t> number;
    if (ways != nullptr && value->is_object()) {
      const auto member = ways->numbers.find(unescaped(token));
      if (member != ways->numbers.end()) number = member->second;
    } else {
      number = child_number(*value, token);
    }
    if (!number) break;
    if (ways != nullptr) {
      node = ways->nodes[*number];
    } else {
      // The first child follows its parent; each further one follows all that is below the one before.
      ++node;
      for (std::size_t skipped = 0; skipped < *number; ++skipped) node += nodes_[node].nodes;
    }
    value = &child(*value, *number);
    pointer.remove_prefix(end);
  }
  return nodes_[node];
}

}  // namespace emulator
