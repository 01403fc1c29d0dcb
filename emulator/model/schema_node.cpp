#include "emulator/model/schema_node.h"

#include <nlohmann/json.hpp>

namespace emulator {
namespace {

/// Schemas applied inside each other: values may be nested 256 deep, each level a few schemas.
constexpr std::size_t kMaxDepth = 2000;

/// A schema that comes back to itself on the same value adds nothing to what is already being
/// checked.
bool is_active(const ActiveSchema* innermost, const Schema::Node& node, const Json& value) {
  for (auto active = innermost; active != nullptr && active->value == &value;
       active = active->outer) {
    if (active->node == &node) return true;
  }
  return false;
}

}  // namespace

std::string Path::pointer() const {
  if (up == nullptr) return {};
  return is_index ? pointer_append(up->pointer(), index) : pointer_append(up->pointer(), name);
}

bool Schema::Node::check(const Json& value, const Path& path, Evaluation& run) const {
  if (!run.spend()) return false;
  if (run.depth_ == kMaxDepth) {
    run.budget_ = 0;
    return false;
  }
  const ActiveSchema* const outer = run.innermost_;
  const ActiveSchema here{this, &value, outer};
  if (is_endless) {
    if (is_active(outer, *this, value)) return true;
    run.innermost_ = &here;
  }
  ++run.depth_;
  const bool is_valid = check_assertions(value, path, run);
  --run.depth_;
  run.innermost_ = outer;
  return is_valid;
}

bool Schema::Node::check_assertions(const Json& value, const Path& path, Evaluation& run) const {
  bool is_valid = true;
  for (const auto& assertion : assertions) {
    if (assertion->check(value, path, run)) continue;
    is_valid = false;
    if (run.stops_at_failure()) break;
  }
  return is_valid;
}

}  // namespace emulator
