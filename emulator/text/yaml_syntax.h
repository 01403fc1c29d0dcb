#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace emulator {

/// What is wrong with a YAML text, in plain words.
struct YamlMistake {
  std::string message;
  std::string hint;
  std::size_t offset = 0;
};

/// What the parser met before it stopped.
/// offset   where it stopped
/// opened   where the innermost open collection begins
/// last     where the last event was
struct YamlStop {
  std::string_view reason;
  std::size_t offset = 0;
  std::size_t opened = 0;
  std::size_t last = 0;
};

/// yaml-cpp's reason in words for those who write YAML, and at the place that needs the correction.
/// A reason that is not known stays as it is.
YamlMistake explain_yaml(const YamlStop& stop, std::string_view text);

}  // namespace emulator
