#pragma once

#include <chrono>
#include <cstddef>
#include <variant>

namespace emulator {

/// Nothing is sent before that time is over; several delays of one answer add up.
struct Delay {
  std::chrono::milliseconds by{0};
};

/// The body leaves in that many pieces, spread evenly over a time; head and first piece at once.
/// pieces  at least 1
struct Dribble {
  std::size_t pieces = 1;
  std::chrono::milliseconds over{0};
};

/// No byte, then an orderly end (FIN).
struct EmptyResponse {};

/// No byte, then a reset (RST).
struct ConnectionReset {};

/// A head that announces a chunked body, then bytes that are no chunk, then the end.
struct MalformedChunk {};

/// Bytes that are no HTTP, then the end.
struct RandomData {};

/// Head, so many bytes of the body, then the end.
struct Truncate {
  std::size_t after_bytes = 0;
};

/// The head, then silence until the client goes.
struct Stall {};

/// What happens to an answer on its way to the client.
using Effect = std::variant<Delay, Dribble, EmptyResponse, ConnectionReset, MalformedChunk,
                            RandomData, Truncate, Stall>;

}  // namespace emulator
