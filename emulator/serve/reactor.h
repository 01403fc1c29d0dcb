#pragma once

#include <atomic>
#include <memory>
#include <unordered_map>

#include "emulator/serve/connection.h"

namespace emulator::wire {

/// One thread's worth of connections, on one epoll. An idle connection costs it nothing.
class Reactor {
 public:
  Reactor(const ListenerOptions& options, Service& service);
  ~Reactor();

  /// Something else that this reactor's thread looks after, before any connection comes: a socket
  /// that listens.
  class Guest {
   public:
    virtual ~Guest() = default;
    /// returns  when to be called again even if nothing is readable; never: max()
    virtual Clock::time_point serve(Clock::time_point now) = 0;
    virtual void stop() = 0;
  };
  /// Before run(). The guest registers its descriptors itself.
  void set_guest(Guest& guest) { guest_ = &guest; }
  /// Has serve() called whenever fd is readable.
  void watch(int fd);
  void unwatch(int fd);

  /// Serves until stop() was called and the last connection has ended, or the grace is over.
  void run();

  // From any thread.
  void stop() { mailbox_->post_stop(); }
  void adopt(Newcomer newcomer);
  /// Including those on their way here.
  std::size_t connections() const { return connections_.load(std::memory_order_relaxed); }

 private:
  void wait();
  void send_gathered();
  void deliver_mail();
  void serve_guest();
  void ring_alarms();
  void begin_stop();
  bool finished() const;
  void welcome(Newcomer newcomer);
  template <class Step>
  void step(ConnectionId id, Step step);
  void settle(ConnectionId id, Connection& connection);

  const Fd epoll_;
  const std::shared_ptr<Mailbox> mailbox_;
  std::atomic<std::size_t> connections_{0};

  // Of the reactor's thread.
  Surroundings around_;
  Guest* guest_ = nullptr;
  Clock::time_point guest_due_ = Clock::time_point::max();
  bool guest_ready_ = false;
  Timers timers_;
  ConnectionId last_id_;
  std::unordered_map<ConnectionId, std::unique_ptr<Connection>> open_;
  Clock::time_point grace_ends_ = Clock::time_point::max();
};

}  // namespace emulator::wire
