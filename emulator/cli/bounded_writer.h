#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace emulator {

/// Writes lines to a pipe, a terminal or a file whose reader may have stopped reading: then lines are dropped, counted,
/// and told once it reads again. Not for several threads at once.
class BoundedWriter {
 public:
  /// What to say of lines that were dropped, without a line end.
  using Note = std::function<std::string(std::uint64_t dropped)>;

  /// patience  how long the first line waits for the reader; those behind it do not wait
  BoundedWriter(int descriptor, std::chrono::milliseconds patience, Note note);

  /// line  without its end
  void write(std::string_view line);

 private:
  bool writable(std::chrono::milliseconds patience) const;
  bool send(std::string_view text, std::chrono::milliseconds patience);

  const int descriptor_;
  const std::chrono::milliseconds patience_;
  const Note note_;
  std::uint64_t dropped_ = 0;
  bool cut_ = false;  // the last line that was begun has no end
};

}  // namespace emulator
