#pragma once

#include <deque>
#include <memory>
#include <string_view>
#include <vector>

#include "emulator/text/json.h"

namespace emulator {

/// A JSONPath as Jayway's library reads it: $ (may be left out), .name, ['name'], [0], [-1], [1:3], ['a','b'], [0,2],
/// .*, [*], ..name, filters [?(@.a == 'x' && @.b > 1)] with ==, !=, <, <=, >, >=, =~ /re/i, in, nin, &&, ||, !, brackets
/// and a path alone (it is there), and at the end length() or size(). Immutable, any thread.
class JsonPath {
 public:
  /// Throws std::invalid_argument that says where the mistake is.
  explicit JsonPath(std::string_view text);

  /// It names at most one value: no wildcard, slice, union, filter or "..".
  bool is_definite() const;

  /// The values it leads to, in document order, 10,000 at most; more than a million steps: none.
  /// made  receives those that are not in `root`
  std::vector<const Json*> find(const Json& root, std::deque<Json>& made) const;

  class Steps;

 private:
  std::shared_ptr<const Steps> steps_;
};

}  // namespace emulator
