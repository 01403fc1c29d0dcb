#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/message.h"
#include "emulator/serve/service.h"
#include "emulator/serve/sockets.h"
#include "emulator/serve/timers.h"

namespace emulator::wire {

/// A connection fresh from accept().
struct Newcomer {
  Fd fd;
  std::string client;   ///< address
  bool welcome = true;  ///< false: to be refused with 503
  bool tls = false;     ///< its port speaks TLS
};

/// The end of one call. reply  nullopt: its Responder was dropped
struct Completion {
  ConnectionId connection = 0;
  std::uint64_t call = 0;
  std::optional<Reply> reply;
};

/// What other threads have for a reactor; outlives it in the hands of late Responders. Usable from
/// any thread, except where said.
class Mailbox {
 public:
  Mailbox();

  struct Mail {
    std::vector<Newcomer> newcomers;
    std::vector<Completion> completions;
    std::vector<ConnectionId> poured;  ///< whose streamed bodies go on
    bool stop = false;
  };

  void post(Newcomer newcomer);
  void post(Completion completion);
  void post_poured(ConnectionId connection);
  void post_stop();

  /// Everything posted since the last time. For the reactor's thread.
  Mail take();
  bool has_mail() const { return has_mail_.load(std::memory_order_acquire); }
  /// Becomes readable when another thread has posted; quiet() ends that, and comes before take().
  int wake_fd() const { return wake_.get(); }
  void quiet();
  /// What comes from now on is thrown away.
  void close();

  /// The calling thread is the reactor's.
  void set_owner() { owner() = this; }
  /// While the reactor's thread is inside a call, that call's end goes into *call and wakes nobody.
  void expect(Completion* call) { expected_ = call; }
  /// returns  whether that end has come
  bool stop_expecting() { return std::exchange(expected_, nullptr) == nullptr; }

 private:
  static const Mailbox*& owner();  ///< the mailbox of the thread that asks
  template <class Add>
  void add(Add add);

  const Fd wake_;
  std::atomic<bool> has_mail_{false};

  // Of the reactor's thread alone.
  Completion* expected_ = nullptr;

  // Guarded by mutex_.
  std::mutex mutex_;
  Mail mail_;
  bool closed_ = false;
};

/// A Responder for that call; dropped uncalled, it says so to the mailbox.
Responder make_responder(std::shared_ptr<Mailbox> mailbox, ConnectionId connection,
                         std::uint64_t call);

}  // namespace emulator::wire
