#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "emulator/serve/answer_renderer.h"
#include "emulator/serve/effects.h"
#include "emulator/serve/gate.h"
#include "emulator/serve/listener.h"
#include "emulator/serve/mailbox.h"
#include "emulator/serve/output.h"
#include "emulator/serve/pour.h"
#include "emulator/serve/timers.h"
#include "emulator/serve/transport.h"

namespace emulator::wire {

/// What the connections of one reactor share; of its thread alone.
struct Surroundings {
  const ListenerOptions& options;
  Service& service;
  std::shared_ptr<Mailbox> mailbox;
  AnswerRenderer renderer{};
  std::vector<char> scratch{};  ///< for reading
  Clock::time_point now{};      ///< of this turn of the reactor
  bool stopping = false;
  bool gathering = false;                ///< answers wait until the calls of this turn are done
  std::vector<ConnectionId> gathered{};  ///< whose do, to be told to proceed
};

/// One client: bytes in, calls, answers out, in order. A call is handed over only after the one
/// before was answered; what the client sends meanwhile is kept up to a bound and then left to TCP.
/// Lives on its reactor's thread; every function but the constructor may end it, see closed().
class Connection {
 public:
  Connection(ConnectionId id, Newcomer newcomer, Surroundings& around);

  /// events  EPOLLIN, ...; 0: just go on, after construction
  void proceed(std::uint32_t events);
  void complete(Completion completion);
  /// A moment may have come; see alarm().
  void look_at_the_clock();
  /// The listener stops: ends the connection now, or after the call in flight. An answer whose effects are not over
  /// is cut.
  void stop();
  /// Ends the connection now, come what may.
  void abandon();

  bool closed() const { return phase_ == Phase::kClosed; }
  int fd() const { return fd_.get(); }
  std::uint32_t wanted_events() const;
  Clock::time_point due() const;

  // The reactor's notes.
  Alarm alarm;
  std::uint32_t registered_events = 0;

 private:
  enum class Phase { kServing, kLingering, kClosed };

  void receive();
  void refuse_without_tls();
  void begin_tunnel();
  void say_what_broke();
  void advance();
  bool may_frame() const;
  bool frame_next();
  void start_call(Gate::Framed framed);
  void answer(const Reply& reply);
  Rendered render(const Reply& reply);
  void begin_pour(const StreamReaderPtr& stream);
  void pour();
  void play();
  void end_script(Ending ending);
  void refuse(Rejection rejection);
  void flush();
  void note_progress();
  void linger();
  void discard_input();
  void close_unanswered();

  const ConnectionId id_;
  Surroundings& around_;
  const Fd fd_;
  const std::string client_;
  const bool welcome_;
  std::unique_ptr<Transport> transport_;
  Gate gate_;
  Output output_;

  Phase phase_ = Phase::kServing;
  bool input_ended_ = false;
  bool finishing_ = false;   ///< nothing follows what is in output_
  bool tls_ = false;         ///< requests come inside TLS
  bool tunnelling_ = false;  ///< TLS begins once output_ is out
  bool calling_ = false;
  std::uint64_t call_ = 0;          ///< number of the call in flight
  Form form_;                       ///< of its answer
  std::unique_ptr<Script> script_;  ///< of an answer with effects that is not all out; else null
  std::unique_ptr<Pour> pour_;      ///< of an answer whose body is still being written; else null

  bool receiving_ = false;  ///< part of a request is there
  Clock::time_point request_begun_;
  Clock::time_point last_progress_;
  Clock::time_point linger_until_;
  std::size_t discarded_ = 0;
};

}  // namespace emulator::wire
