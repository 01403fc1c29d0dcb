#include "emulator/model/deep_object.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/typed_text.h"
#include "emulator/text/ascii.h"

namespace emulator {
namespace {

constexpr std::size_t kDeepestBrackets = 64;

// "a", "b" and "" of "filter[a][b][]"; no brackets, or something between or behind them: nullopt.
std::optional<std::vector<std::string>> keys_in(std::string_view name) {
  std::vector<std::string> keys;
  auto rest = name.substr(std::min(name.find('['), name.size()));
  while (!rest.empty()) {
    const auto end = rest.find(']');
    if (rest.front() != '[' || end == std::string_view::npos || keys.size() == kDeepestBrackets)
      return std::nullopt;
    keys.emplace_back(rest.substr(1, end - 1));
    rest.remove_prefix(end + 1);
  }
  return keys.empty() ? std::nullopt : std::optional(std::move(keys));
}

bool is_number(const std::string& key) {
  return !key.empty() && key.size() < 8 && std::all_of(key.begin(), key.end(), is_digit);
}

}  // namespace

bool DeepObject::add(std::string_view name, std::string text) {
  const auto keys = keys_in(name);
  if (!keys) return false;
  Json* node = &value_;
  std::string at = at_;
  for (const std::string& key : *keys) {
    node = step(node, at, key);
    if (!node) return false;
  }
  if (node->is_object()) return false;  // "a[b]" behind "a[b][c]"
  add_part(*node, std::move(text), schema_, at);
  return true;
}

Json* DeepObject::step(Json* node, std::string& at, const std::string& key) const {
  const bool appends =
      key.empty() || (is_number(key) && shape_of(schema_, at) == ValueShape::kArray);
  if (node->is_null()) *node = appends ? Json::array() : Json::object();
  if (node->is_array() && appends) {
    const std::size_t index = key.empty() ? node->size() : std::stoul(key);
    if (index >= node->size()) node->push_back(nullptr);
    const std::size_t own = std::min(index, node->size() - 1);
    at = pointer_append(at, own);
    return &(*node)[own];
  }
  if (!node->is_object()) return nullptr;
  at = pointer_append(at, key);
  return &(*node)[key];
}

}  // namespace emulator
