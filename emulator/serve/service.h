#pragma once

#include <functional>

#include "emulator/model/message.h"
#include "emulator/serve/gate.h"
#include "emulator/serve/reply_stream.h"

namespace emulator {

/// An answer, whole or with a body that is still being written.
/// stream  the body, in place of `body`; such an answer has no effects. null: it is whole
struct Reply : Response {
  Reply(Response whole) : Response(std::move(whole)) {}  // NOLINT: a Response is a Reply
  Reply(Response head, StreamReaderPtr body_to_come)
      : Response(std::move(head)), stream(std::move(body_to_come)) {}
  StreamReaderPtr stream;
};

/// Completes one call. May be called at once or later, from any thread, exactly once; dropping it
/// uncalled closes the connection without an answer.
using Responder = std::function<void(Reply)>;

/// What a listener serves: the emulator, or a test's own.
class Service {
 public:
  virtual ~Service() = default;

  /// A framed request. Called from a listener's threads, several at a time.
  virtual void call(Request request, Responder respond) = 0;

  /// The gate refused something: records it and returns the answer to send before the connection is
  /// closed.
  virtual Response rejected(const Rejection& rejection) = 0;

  /// A connection sent bytes and ended without any answer.
  virtual void unanswered() = 0;
};

}  // namespace emulator
