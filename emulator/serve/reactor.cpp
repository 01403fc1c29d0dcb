#include "emulator/serve/reactor.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace emulator::wire {
namespace {

constexpr std::size_t kScratchBytes = 64u << 10;

// What an epoll event carries: one of these, or a connection's id, which are greater.
constexpr ConnectionId kMail = 0;
constexpr ConnectionId kGuest = 1;

void control(int epoll, int operation, int fd, std::uint32_t events, ConnectionId id) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = id;
  if (epoll_ctl(epoll, operation, fd, &event) != 0)
    throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

/// For epoll_wait; rounded up, for waking early is waking twice.
int milliseconds_until(Clock::time_point moment) {
  if (moment == Clock::time_point::max()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(moment - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

}  // namespace

Reactor::Reactor(const ListenerOptions& options, Service& service)
    : epoll_(epoll_create1(EPOLL_CLOEXEC)),
      mailbox_(std::make_shared<Mailbox>()),
      around_{options, service, mailbox_},
      last_id_(kGuest) {
  if (epoll_.get() < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  around_.scratch.resize(kScratchBytes);
  around_.now = Clock::now();
  control(epoll_.get(), EPOLL_CTL_ADD, mailbox_->wake_fd(), EPOLLIN, kMail);
}

Reactor::~Reactor() { mailbox_->close(); }

void Reactor::watch(int fd) { control(epoll_.get(), EPOLL_CTL_ADD, fd, EPOLLIN, kGuest); }
void Reactor::unwatch(int fd) { control(epoll_.get(), EPOLL_CTL_DEL, fd, 0, kGuest); }

void Reactor::adopt(Newcomer newcomer) {
  connections_.fetch_add(1, std::memory_order_relaxed);
  mailbox_->post(std::move(newcomer));
}

void Reactor::run() {
  mailbox_->set_owner();
  while (!finished()) {
    wait();
    if (mailbox_->has_mail()) deliver_mail();
    serve_guest();
    ring_alarms();
  }
  for (auto& [id, connection] : open_) connection->abandon();
  open_.clear();
  connections_ = 0;
  mailbox_->close();
}

bool Reactor::finished() const {
  return around_.stopping && (open_.empty() || around_.now >= grace_ends_);
}

void Reactor::wait() {
  std::array<epoll_event, 64> events;
  const auto next = std::min({timers_.next(), guest_due_, grace_ends_});
  const int timeout = mailbox_->has_mail() ? 0 : milliseconds_until(next);
  const int count = epoll_wait(epoll_.get(), events.data(), events.size(), timeout);
  around_.now = Clock::now();
  around_.gathering = true;
  for (int i = 0; i < count; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    if (event.data.u64 == kMail)
      mailbox_->quiet();
    else if (event.data.u64 == kGuest)
      guest_ready_ = true;
    else
      step(event.data.u64, [&](Connection& connection) { connection.proceed(event.events); });
  }
  around_.gathering = false;
  send_gathered();
}

/// Each answer may wake its client, which takes this thread's core; so all calls of a turn come
/// first, then all answers.
void Reactor::send_gathered() {
  for (const auto id : around_.gathered)
    step(id, [](Connection& connection) { connection.proceed(0); });
  around_.gathered.clear();
}

void Reactor::deliver_mail() {
  auto mail = mailbox_->take();
  for (auto& newcomer : mail.newcomers) welcome(std::move(newcomer));
  for (auto& completion : mail.completions)
    step(completion.connection, [&](Connection& connection) {
      connection.complete(std::move(completion));
      connection.proceed(0);
    });
  for (const auto id : mail.poured) step(id, [](Connection& connection) { connection.proceed(0); });
  if (mail.stop && !around_.stopping) begin_stop();
}

void Reactor::welcome(Newcomer newcomer) {
  const auto id = ++last_id_;
  open_.emplace(id, std::make_unique<Connection>(id, std::move(newcomer), around_));
  step(id, [&](Connection& fresh) {
    control(epoll_.get(), EPOLL_CTL_ADD, fresh.fd(), 0, id);
    if (around_.stopping) return fresh.stop();
    // Its first request is often there already.
    fresh.proceed(EPOLLIN);
  });
}

void Reactor::serve_guest() {
  if (guest_ == nullptr || around_.stopping) return;
  if (!guest_ready_ && around_.now < guest_due_) return;
  guest_ready_ = false;
  guest_due_ = guest_->serve(around_.now);
}

void Reactor::ring_alarms() {
  Timers::Due due;
  while (timers_.pop(around_.now, due)) {
    step(due.id, [&](Connection& connection) {
      if (connection.alarm.queued != due.queued) return;
      connection.alarm.queued = Clock::time_point::max();
      connection.look_at_the_clock();
    });
  }
}

void Reactor::begin_stop() {
  around_.stopping = true;
  grace_ends_ = around_.now + around_.options.grace;
  guest_due_ = Clock::time_point::max();
  if (guest_ != nullptr) guest_->stop();
  std::vector<ConnectionId> ids;
  for (const auto& [id, connection] : open_) ids.push_back(id);
  for (const auto id : ids)
    step(id, [](Connection& connection) {
      connection.stop();
      connection.proceed(0);
    });
}

/// Lets a connection do something, and follows up on what it then wants. What is thrown here (there
/// is no memory, at most) costs that one connection.
template <class Step>
void Reactor::step(ConnectionId id, Step step) {
  const auto found = open_.find(id);
  if (found == open_.end()) return;
  auto& connection = *found->second;
  try {
    step(connection);
    settle(id, connection);
  } catch (...) {
    connection.abandon();
  }
  if (!connection.closed()) return;
  open_.erase(id);
  connections_.fetch_sub(1, std::memory_order_relaxed);
}

void Reactor::settle(ConnectionId id, Connection& connection) {
  const bool goes_on = !around_.gathered.empty() && around_.gathered.back() == id;
  if (connection.closed() || (around_.gathering && goes_on)) return;
  const auto wanted = connection.wanted_events();
  if (wanted != connection.registered_events) {
    control(epoll_.get(), EPOLL_CTL_MOD, connection.fd(), wanted, id);
    connection.registered_events = wanted;
  }
  connection.alarm.due = connection.due();
  timers_.arm(id, connection.alarm);
}

}  // namespace emulator::wire
