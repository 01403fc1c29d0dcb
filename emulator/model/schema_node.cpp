#include "emulator/model/schema_node.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/schema_compile.h"

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

bool Evaluated::contains(const Json& part) {
  if (ordered_ != parts_.size()) {
    std::sort(parts_.begin(), parts_.end());
    ordered_ = parts_.size();
  }
  return std::binary_search(parts_.begin(), parts_.end(), &part);
}

void Evaluation::report(const Path& path, const std::string& keyword, std::string message) {
  errors_->push_back({path.pointer(), keyword, std::move(message),
                      innermost_ == nullptr ? nullptr : innermost_->node->document});
}

const Schema::Node* SchemaKeywords::part(std::string_view keyword) const {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const SchemaPart& candidate) {
    return candidate.keyword == keyword;
  });
  return found == parts.end() ? nullptr : found->node;
}

Schema::Node::~Node() { delete keywords_.load(std::memory_order_relaxed); }

void Schema::Node::allow_anything() {
  keywords_.store(new SchemaKeywords, std::memory_order_release);
}

const SchemaKeywords& Schema::Node::compiled() const {
  const std::lock_guard lock(graph->mutex);
  if (const auto* made = keywords_.load(std::memory_order_relaxed)) return *made;
  // What is wrong with it was told when it was looked through.
  SchemaCompiler compiler(*graph, [](const SchemaComplaint&) {});
  const SchemaKeywords* made = compiler.keywords_of(*this).release();
  keywords_.store(made, std::memory_order_release);
  return *made;
}

bool Schema::Node::check(const Json& value, const Path& path, Evaluation& run) const {
  CheckWork& work = run.work_;
  if (!run.spend()) return false;
  if (run.depth_ == kMaxDepth) {
    work.give_up();
    return false;
  }
  if (is_active(run.innermost_, *this, value)) {
    run.depend_on_context();
    return true;
  }
  if (!run.may_remember(value)) return apply(value, path, run);
  // A failure that is to be told is looked into again.
  const auto known = work.verdict(*this, value);
  if (known && (*known || run.is_quiet())) return *known;
  const std::size_t dependent = work.dependent();
  const bool is_valid = apply(value, path, run);
  if (work.dependent() == dependent && !work.is_spent()) work.remember(*this, value, is_valid);
  return is_valid;
}

bool Schema::Node::apply(const Json& value, const Path& path, Evaluation& run) const {
  const ActiveSchema* const outer = run.innermost_;
  const ActiveSchema here{this, &value, outer};
  run.innermost_ = &here;
  ++run.depth_;
  const bool is_valid = keywords().check(value, path, run);
  --run.depth_;
  run.innermost_ = outer;
  return is_valid;
}

bool SchemaKeywords::check(const Json& value, const Path& path, Evaluation& run) const {
  Evaluated* const outer = run.evaluated_;
  Evaluated* const wanted = outer != nullptr && outer->is_about(value) ? outer : nullptr;
  const std::size_t mark = wanted == nullptr ? 0 : wanted->size();
  Evaluated own(value);
  run.evaluated_ = tracks_evaluated ? &own : wanted;
  bool is_valid = true;
  for (const auto& assertion : assertions) {
    if (assertion->check(value, path, run)) continue;
    is_valid = false;
    if (run.stops_at_failure()) break;
  }
  // After a failure, what was not looked at says nothing.
  for (const auto& assertion : last_assertions) {
    is_valid = is_valid && assertion->check(value, path, run);
  }
  run.evaluated_ = outer;
  if (wanted != nullptr && !is_valid) wanted->forget_from(mark);
  if (wanted != nullptr && is_valid && tracks_evaluated) wanted->add(own);
  return is_valid;
}

}  // namespace emulator
