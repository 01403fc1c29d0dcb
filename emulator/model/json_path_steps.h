#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "emulator/model/json_path.h"

namespace emulator {

/// One evaluation of a JSONPath.
/// root  what "$" means, also inside of filters
/// made  receives values that are not in `root`
struct JsonPathRun {
  const Json& root;
  std::deque<Json>& made;
  std::size_t steps_left = 1'000'000;

  /// False: enough was done for one path.
  bool step() { return steps_left > 0 && --steps_left > 0; }
  /// A step for the value and each value inside of it.
  bool spend_on(const Json& value);
};

/// What a filter asks of a value.
class JsonPathCondition {
 public:
  JsonPathCondition() = default;
  JsonPathCondition(const JsonPathCondition&) = delete;
  JsonPathCondition& operator=(const JsonPathCondition&) = delete;
  virtual ~JsonPathCondition() = default;
  virtual bool holds(const Json& item, JsonPathRun& run) const = 0;
};

/// A JSONPath, read.
class JsonPath::Steps {
 public:
  struct Names {
    std::vector<std::string> names;
  };
  struct Indices {
    std::vector<std::ptrdiff_t> indices;  ///< negative: from the end
  };
  struct Slice {
    std::optional<std::ptrdiff_t> begin;
    std::optional<std::ptrdiff_t> end;
  };
  struct All {};
  /// The value itself and everything below it.
  struct Descend {};
  /// Elements of an array, or the object itself.
  struct Filter {
    std::shared_ptr<const JsonPathCondition> condition;
  };
  /// How many elements or members.
  struct Length {};
  using Step = std::variant<Names, Indices, Slice, All, Descend, Filter, Length>;

  std::vector<Step> all;
  bool is_definite = true;

  std::vector<const Json*> find(const Json& from, JsonPathRun& run) const;
};

}  // namespace emulator
