#include "emulator/journal/grouped_values.h"

#include <nlohmann/json.hpp>

#include "emulator/text/ascii.h"

namespace emulator {

void GroupedValues::add(std::string_view name, std::string_view value) {
  const auto [known, is_new] = index_.try_emplace(
      names_ == Names::kIgnoreCase ? in_lower_case(name) : std::string(name), groups_.size());
  if (is_new) groups_.push_back({std::string(name), {}});
  groups_[known->second].values.emplace_back(value);
}

// An ordered object looks through all its members before it takes a new one. These names are known
// to differ, so they go to its end directly.
Json GroupedValues::as_values() const {
  Json::object_t object;
  for (const Group& group : groups_) {
    object.emplace_back(group.name,
                        group.values.size() == 1 ? Json(group.values.front()) : Json(group.values));
  }
  return object;
}

Json GroupedValues::as_keys_and_values() const {
  Json::object_t object;
  for (const Group& group : groups_) {
    object.emplace_back(group.name, Json{{"key", group.name}, {"values", group.values}});
  }
  return object;
}

}  // namespace emulator
