#include "emulator/model/json_path.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_path_reader.h"
#include "emulator/model/json_path_steps.h"

namespace emulator {
namespace {

constexpr std::size_t kMostValues = 10'000;

using Steps = JsonPath::Steps;

/// One step from one value.
struct Walk {
  const Json& from;
  JsonPathRun& run;
  std::vector<const Json*>& out;

  void reach(const Json& value) const {
    if (run.step() && out.size() < kMostValues) out.push_back(&value);
  }
  void operator()(const Steps::Names& step) const {
    if (!from.is_object()) return;
    for (const std::string& name : step.names) {
      const auto member = from.find(name);
      if (member != from.end()) reach(*member);
    }
  }
  void operator()(const Steps::Indices& step) const {
    if (!from.is_array()) return;
    for (const std::ptrdiff_t index : step.indices) {
      const auto size = static_cast<std::ptrdiff_t>(from.size());
      const auto place = index < 0 ? index + size : index;
      if (place >= 0 && place < size) reach(from[static_cast<std::size_t>(place)]);
    }
  }
  void operator()(const Steps::Slice& step) const {
    if (!from.is_array()) return;
    const auto size = static_cast<std::ptrdiff_t>(from.size());
    const auto bound = [&](std::optional<std::ptrdiff_t> given, std::ptrdiff_t otherwise) {
      const auto value = given.value_or(otherwise);
      return std::clamp(value < 0 ? std::max<std::ptrdiff_t>(value, -size) + size : value,
                        std::ptrdiff_t{0}, size);
    };
    const auto end = bound(step.end, size);
    for (auto i = bound(step.begin, 0); i < end; ++i) reach(from[static_cast<std::size_t>(i)]);
  }
  void operator()(const Steps::All&) const {
    if (!from.is_structured()) return;
    for (const Json& value : from) reach(value);
  }
  // Level by level would need a queue; the order of the document needs none.
  void operator()(const Steps::Descend& step) const {
    reach(from);
    if (!from.is_structured() || out.size() >= kMostValues || run.steps_left == 0) return;
    for (const Json& value : from) Walk{value, run, out}(step);
  }
  void operator()(const Steps::Filter& step) const {
    const auto test = [&](const Json& value) {
      if (run.step() && step.condition->holds(value, run)) reach(value);
    };
    if (from.is_object()) test(from);
    if (!from.is_array()) return;
    for (const Json& value : from) test(value);
  }
  void operator()(const Steps::Length&) const {
    if (!from.is_structured()) return;
    run.made.emplace_back(from.size());
    reach(run.made.back());
  }
};

}  // namespace

bool JsonPathRun::spend_on(const Json& value) {
  if (!step()) return false;
  return !value.is_structured() ||
         std::all_of(value.begin(), value.end(), [&](const Json& part) { return spend_on(part); });
}

std::vector<const Json*> JsonPath::Steps::find(const Json& from, JsonPathRun& run) const {
  std::vector<const Json*> values{&from};
  for (const Step& step : all) {
    std::vector<const Json*> next;
    for (const Json* value : values)
      std::visit([&](const auto& one) { Walk{*value, run, next}(one); }, step);
    values = std::move(next);
  }
  return values;
}

JsonPath::JsonPath(std::string_view text) : steps_(read_json_path(text)) {}

bool JsonPath::is_definite() const { return steps_->is_definite; }

std::vector<const Json*> JsonPath::find(const Json& root, std::deque<Json>& made) const {
  JsonPathRun run{root, made};
  auto values = steps_->find(root, run);
  return run.step() ? values : std::vector<const Json*>();
}

}  // namespace emulator
