#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "emulator/model/effect.h"
#include "emulator/serve/answer_renderer.h"
#include "emulator/serve/output.h"
#include "emulator/serve/timers.h"

namespace emulator::wire {

/// What follows the last byte of an answer.
enum class Ending {
  kGoOn,     ///< the connection, as without effects
  kClose,    ///< FIN
  kReset,    ///< RST
  kSilence,  ///< nothing, until the client goes or its patience ends
};

/// One of them breaks off within the body. Where an answer has none, its head has to announce one, or the client takes it
/// for whole.
bool break_off(const std::vector<Effect>& effects);

/// An answer as its effects have it: bytes, each at its moment, and an ending. Holds no thread while it waits.
class Script {
 public:
  /// now  from when delays count
  Script(const std::vector<Effect>& effects, Rendered rendered, Clock::time_point now);

  /// Appends the bytes whose moment has come, once each.
  void take(Clock::time_point now, Output& to);
  /// All bytes were taken, and the moment of the ending has come.
  bool ended(Clock::time_point now) const;
  Ending ending() const { return ending_; }
  /// When to look again; nothing comes any more: max().
  Clock::time_point due() const;

 private:
  /// Some bytes, and behind them a part of the body, which all answers of one stub share.
  struct Piece {
    Clock::time_point at;
    std::string bytes;
    std::size_t body_begin = 0;
    std::size_t body_size = 0;
  };
  struct Writer;

  std::shared_ptr<const std::string> body_;
  std::vector<Piece> pieces_;
  std::size_t next_ = 0;
  Clock::time_point begin_;
  Ending ending_ = Ending::kGoOn;
};

}  // namespace emulator::wire
