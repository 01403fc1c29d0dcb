#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/serve/transport.h"

namespace emulator::wire {

/// What is still to be sent on one connection, in order. A large body is not copied.
class Output {
 public:
  void append(std::string_view text);
  void append(std::shared_ptr<const std::string> body);

  bool empty() const { return bytes_ == 0; }
  std::size_t bytes() const { return bytes_; }

  /// Sends as much as goes now. returns  kMoved: all of it
  Moved::Outcome flush(Transport& transport);

 private:
  struct Piece {
    std::string own;
    std::shared_ptr<const std::string> shared;  ///< null: `own` holds the bytes
    const std::string& text() const { return shared ? *shared : own; }
  };
  void drop(std::size_t bytes);

  std::vector<Piece> pieces_;
  std::size_t first_ = 0;  ///< piece that is not wholly sent
  std::size_t sent_ = 0;   ///< bytes of it
  std::size_t bytes_ = 0;
};

}  // namespace emulator::wire
