#include "emulator/serve/acceptor.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <iostream>

namespace emulator::wire {
namespace {

// Newcomers a turn and socket; then those that are there already have theirs.
constexpr int kBatch = 64;
constexpr std::chrono::milliseconds kPause{50};
// This many may at a time be on their way to a 503; more are closed without a word.
constexpr std::size_t kUnwelcome = 64;

bool lacks_descriptor(int error) {
  return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM;
}

}  // namespace

Acceptor::Acceptor(std::vector<ListeningSocket> sockets,
                   const std::vector<std::unique_ptr<Reactor>>& reactors, std::size_t limit,
                   const ListenerOptions& options)
    : sockets_(std::move(sockets)), reactors_(reactors), limit_(limit), options_(options) {
  watch_all(true);
  reactors_.front()->set_guest(*this);
}

Clock::time_point Acceptor::serve(Clock::time_point now) {
  bool starved = false;
  for (const auto& socket : sockets_) {
    auto outcome = Outcome::kMore;
    for (int i = 0; i < kBatch && outcome == Outcome::kMore; ++i) outcome = accept_some(socket);
    starved = starved || outcome == Outcome::kNoDescriptor;
  }
  if (starved != paused_) watch_all(!starved);
  paused_ = starved;
  if (!starved) return Clock::time_point::max();
  say_that_descriptors_ran_out();
  return now + kPause;
}

Acceptor::Outcome Acceptor::accept_some(const ListeningSocket& listening) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  Fd fd(accept4(listening.fd.get(), reinterpret_cast<sockaddr*>(&address), &size,
                SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (fd.get() >= 0) {
    admit({std::move(fd), address_text(address), true, listening.tls});
    return Outcome::kMore;
  }
  if (lacks_descriptor(errno)) return Outcome::kNoDescriptor;
  // A client that is gone already is none of our business; the next one is.
  return errno == ECONNABORTED || errno == EINTR ? Outcome::kMore : Outcome::kNoMore;
}

void Acceptor::admit(Newcomer newcomer) {
  std::size_t open = 0;
  for (const auto& reactor : reactors_) open += reactor->connections();
  if (open >= limit_ + kUnwelcome) return;
  newcomer.welcome = open < limit_;
  const auto& idlest = *std::min_element(
      reactors_.begin(), reactors_.end(),
      [](const auto& a, const auto& b) { return a->connections() < b->connections(); });
  idlest->adopt(std::move(newcomer));
}

void Acceptor::say_that_descriptors_ran_out() {
  if (std::exchange(said_, true)) return;
  const std::string text =
      "no file descriptor is left: new connections wait until one is free; raise the limit "
      "(ulimit -n) or lower the number of connections";
  if (options_.warn)
    options_.warn(text);
  else
    std::cerr << "warning: " << text << "\n";
}

void Acceptor::watch_all(bool watch) {
  for (const auto& socket : sockets_) {
    if (watch)
      reactors_.front()->watch(socket.fd.get());
    else
      reactors_.front()->unwatch(socket.fd.get());
  }
}

void Acceptor::stop() { sockets_.clear(); }

}  // namespace emulator::wire
