#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <string>

#include "emulator/serve/sockets.h"

namespace emulator::wire {

struct Moved {
  enum class Outcome {
    kMoved,    ///< `bytes` of them, at least one
    kBlocked,  ///< not now; the reactor says when
    kEnded,    ///< the peer sends nothing more
    kBroken,   ///< reset, or worse
    kNotTls,   ///< the client's first byte is none of TLS; nothing was taken
  };
  Outcome outcome = Outcome::kMoved;
  std::size_t bytes = 0;
};

/// The bytes of one connection, whatever they are wrapped in. Never blocks, never raises SIGPIPE.
class Transport {
 public:
  virtual ~Transport() = default;
  virtual Moved read(char* to, std::size_t size) = 0;
  virtual Moved write(const iovec* pieces, std::size_t count) = 0;
  /// Tells the peer that nothing more comes; reading goes on.
  virtual void end_writing() = 0;
  /// The peer gets a reset (RST) in place of an orderly end when the socket is closed.
  virtual void reset_at_close() = 0;
  /// No byte of the client can have come yet.
  virtual bool handshaking() const { return false; }
  /// The read that was blocked waits for room to write.
  virtual bool waits_to_write() const { return false; }
  /// Why it is broken, for a person; unknown: "".
  virtual std::string failure() const { return {}; }
};

/// Bytes as they are on the socket.
class PlainTransport : public Transport {
 public:
  explicit PlainTransport(int fd) : fd_(fd) {}  ///< fd stays the caller's
  Moved read(char* to, std::size_t size) override;
  Moved write(const iovec* pieces, std::size_t count) override;
  void end_writing() override;
  void reset_at_close() override;

 private:
  int fd_;
};

}  // namespace emulator::wire
