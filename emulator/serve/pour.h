#pragma once

#include <functional>
#include <string>

#include "emulator/serve/reply_stream.h"
#include "emulator/serve/timers.h"

namespace emulator::wire {

/// A streamed body on its way to one connection: in chunks, or as it is until the connection ends. Of the connection's
/// thread.
class Pour {
 public:
  /// wake  see StreamReader::attach
  Pour(StreamReaderPtr from, bool chunked, Clock::time_point now, std::function<void()> wake);

  /// What to send next, framed; nothing now: "".
  std::string take(Clock::time_point now);
  /// Nothing comes after what was taken.
  bool over() const { return over_; }
  /// ... and the client must not take it for the whole.
  bool cut() const { return cut_; }
  bool chunked() const { return chunked_; }

  /// When something is to be sent though nothing was written; never: max().
  Clock::time_point due() const { return due_; }
  /// Sends the pulse next, if there is one: whether the client is still there is in doubt.
  void doubt(Clock::time_point now);
  void tell_stopping() { from_->tell_stopping(); }

 private:
  void move_due(Clock::time_point now);

  const StreamReaderPtr from_;
  const bool chunked_;
  bool over_ = false;
  bool cut_ = false;
  Clock::time_point due_ = Clock::time_point::max();
};

}  // namespace emulator::wire
