#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace emulator {

/// A pattern that cannot be used.
/// pointer  JSON Pointer into the pattern, "/headers/X-A"; what(): the detail for a person
class PatternError : public std::runtime_error {
 public:
  PatternError(std::string pointer, const std::string& detail)
      : std::runtime_error(detail), pointer_(std::move(pointer)) {}
  const std::string& pointer() const { return pointer_; }

 private:
  std::string pointer_;
};

}  // namespace emulator
