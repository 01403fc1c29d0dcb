#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "emulator/model/message.h"

namespace emulator {

/// What a stranger may make us hold; each beyond is a clean answer.
struct GateLimits {
  std::size_t target_bytes = 16u << 10;  ///< beyond: 414
  std::size_t head_bytes = 64u << 10;    ///< request line and header lines; beyond: 431
  std::size_t header_lines = 200;        ///< beyond: 431
  std::size_t body_bytes = 10u << 20;    ///< beyond: 413
};

/// A request that was not let in.
/// status   400, 408, 413, 414, 417, 431, 501, 503 or 505
/// rule     stable, "gate.double-host"
/// message  what was wrong, with what was found (control bytes escaped, at most 80 bytes of it);
///          no full stop
/// hint     what a client does right
/// request  as far as it was readable; an unreadable method is "UNKNOWN", an unreadable target "";
///          its head holds the bytes that were looked at (at most head_bytes)
struct Rejection {
  int status = 400;
  std::string rule;
  std::string message;
  std::string hint;
  Request request;
};

/// Frames the requests of one connection by RFC 9112, strictly: what could be read in two ways is
/// refused. Pure: bytes in, requests out; no clock, no socket.
///
/// Feed bytes as they come, then call next() until it says kNeedMore. After a Rejection nothing
/// more is framed.
class Gate {
 public:
  explicit Gate(GateLimits limits);
  ~Gate();
  Gate(Gate&&) noexcept;
  Gate& operator=(Gate&&) noexcept;

  enum class State {
    kNeedMore,  ///< nothing to do until more bytes come
    kContinue,  ///< the head is there and fine, the client waits for "100 Continue"; call next()
                ///< again after sending it
  };
  struct Framed {
    Request request;
    bool close = false;  ///< the connection ends after the answer (Connection: close, HTTP/1.0
                         ///< without keep-alive)
    bool http10 = false;
  };
  using Result = std::variant<State, Framed, Rejection>;

  void feed(std::string_view bytes);
  Result next();

  /// A request has begun and is not complete: the connection must not idle.
  bool in_request() const;
  /// Bytes fed that no request has taken yet.
  std::size_t buffered() const;
  /// What an unfinished request lacks: "the end of its head", "3 of 10 body bytes", "the end of its
  /// chunked body".
  std::string missing() const;
  /// What is there of an unfinished request, as the Rejection for a client that went silent (408)
  /// or away. After it nothing more is framed.
  Rejection abandon(int status, std::string rule, std::string message, std::string hint);

 private:
  struct Framing;
  std::unique_ptr<Framing> framing_;
};

/// The one-shot form for golden tests: the first request in these bytes; incomplete: nullopt.
std::optional<std::variant<Gate::Framed, Rejection>> frame_one(std::string_view bytes,
                                                               GateLimits limits = {});

}  // namespace emulator
