#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "emulator/text/json.h"

namespace emulator {

/// A JSONPath as Jayway's library reads it, without filters and functions: $ (may be left out), .name, ['name'], [0],
/// [-1], [1:3], ['a','b'], [0,2], .*, [*] and ..name. Immutable, any thread.
class JsonPath {
 public:
  /// Throws std::invalid_argument that says where the mistake is.
  explicit JsonPath(std::string_view text);

  /// It names at most one value: no wildcard, slice, union or "..".
  bool is_definite() const { return definite_; }

  /// The values it leads to, in document order, 10,000 at most; views into `root`.
  std::vector<const Json*> find(const Json& root) const;

 private:
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
  using Step = std::variant<Names, Indices, Slice, All, Descend>;
  class Parser;
  struct Walk;

  std::vector<Step> steps_;
  bool definite_ = true;
};

}  // namespace emulator
