#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulator/text/json.h"

namespace emulator {

/// Values under names that may come more than once; names in the order of their first value.
/// Adding takes constant time, however many names a stranger thinks up.
class GroupedValues {
 public:
  enum class Names { kCaseSensitive, kIgnoreCase };

  explicit GroupedValues(Names names = Names::kCaseSensitive) : names_(names) {}

  void add(std::string_view name, std::string_view value);

  /// {"a": "1", "b": ["1", "2"]}: one value is a string, several are an array.
  Json as_values() const;
  /// {"a": {"key": "a", "values": ["1"]}}
  Json as_keys_and_values() const;

 private:
  struct Group {
    std::string name;
    std::vector<std::string> values;
  };

  Names names_;
  std::vector<Group> groups_;
  std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace emulator
