#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace emulator {

/// most        bytes that wait for the client; a piece beyond is not taken
/// pulse       a client to which nothing was sent for so long is sent `pulse_text`, so that one that has gone is noticed;
///             0: never
struct StreamOptions {
  std::size_t most = 256u << 10;
  std::chrono::milliseconds pulse{0};
  std::string pulse_text{};
};

enum class StreamNews {
  kRoom,      ///< after a piece was not taken: now one will be
  kGone,      ///< the client has gone, or wanted no content; nothing is taken any more
  kStopping,  ///< the listener stops: what is not ended within its grace is cut
};
/// Told from a listener's threads, which it must not hold up, and perhaps more than once; may write and end. Does not
/// throw.
using StreamListener = std::function<void(StreamNews news)>;

class StreamPipe;

/// Writes the body of an answer piece by piece, without end if it has to be, and holds no thread meanwhile. Any thread.
class StreamWriter {
 public:
  explicit StreamWriter(std::shared_ptr<StreamPipe> pipe) : pipe_(std::move(pipe)) {}
  /// Not ended: the body is cut, and the client can tell.
  ~StreamWriter();
  StreamWriter(const StreamWriter&) = delete;
  StreamWriter& operator=(const StreamWriter&) = delete;

  enum class Wrote {
    kTaken,  ///< on its way
    kFull,   ///< too much waits already; StreamNews::kRoom follows
    kGone,   ///< nobody reads it, or it has ended
  };
  /// All of it, or nothing. A piece of any size is taken when none waits.
  Wrote write(std::string_view piece);
  /// The body is complete.
  void end();

 private:
  const std::shared_ptr<StreamPipe> pipe_;
};

/// The other end, for the connection: one thread at a time. That it is gone tells the writer.
class StreamReader {
 public:
  explicit StreamReader(std::shared_ptr<StreamPipe> pipe) : pipe_(std::move(pipe)) {}
  ~StreamReader();
  StreamReader(const StreamReader&) = delete;
  StreamReader& operator=(const StreamReader&) = delete;

  const StreamOptions& options() const;
  /// wake  called, from any thread, when there is something to take; at once if there is already. Must not call back.
  void attach(std::function<void()> wake);

  struct Taken {
    std::string bytes;   ///< all that waited
    bool ended = false;  ///< nothing comes after them
    bool cut = false;    ///< ... and the body is not complete
  };
  Taken take();
  void tell_stopping();

 private:
  const std::shared_ptr<StreamPipe> pipe_;
};

using StreamReaderPtr = std::shared_ptr<StreamReader>;

struct Stream {
  std::unique_ptr<StreamWriter> writer;
  StreamReaderPtr reader;
};
Stream make_stream(StreamOptions options, StreamListener listener);

}  // namespace emulator
