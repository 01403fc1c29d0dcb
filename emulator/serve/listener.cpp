#include "emulator/serve/listener.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <thread>

#include "emulator/serve/acceptor.h"
#include "emulator/serve/reactor.h"
#include "emulator/serve/sockets.h"

namespace emulator {
namespace {

// Descriptors that are not for connections: files, epolls, eventfds, and those being refused.
constexpr std::size_t kReserve = 128;

std::size_t limited(std::size_t wanted) {
  const auto descriptors = wire::raise_descriptor_limit();
  return std::min(wanted, descriptors > 2 * kReserve ? descriptors - kReserve : descriptors / 2);
}

/// The one that is asked about most comes first.
std::vector<wire::ListeningSocket> open_sockets(const ListenerOptions& options) {
  auto sockets = wire::listen_on(options.hosts, options.port, options.secure);
  if (options.http_port) {
    for (auto& socket : wire::listen_on(options.hosts, *options.http_port))
      sockets.push_back(std::move(socket));
  }
  if (!options.unix_path.empty()) sockets.push_back(wire::listen_on_unix(options.unix_path));
  return sockets;
}

/// Signals are for the threads of the program, not for ours.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

}  // namespace

struct Listener::Impl {
  Impl(ListenerOptions given, Service& service) : options(std::move(given)) {
    options.connections = limited(options.connections);
    auto sockets = open_sockets(options);
    port = wire::port_of(sockets.front());
    for (const auto& socket : sockets) urls.push_back(socket.url);
    for (unsigned i = 0; i < std::max(1u, options.threads); ++i)
      reactors.push_back(std::make_unique<wire::Reactor>(options, service));
    acceptor = std::make_unique<wire::Acceptor>(std::move(sockets), reactors, options.connections,
                                                options);
  }

  // Fixed after construction.
  ListenerOptions options;
  std::uint16_t port = 0;
  std::vector<std::string> urls;
  std::vector<std::unique_ptr<wire::Reactor>> reactors;
  std::unique_ptr<wire::Acceptor> acceptor;

  // Guarded by mutex.
  std::mutex mutex;
  std::vector<std::thread> threads;
  bool stopped = false;
};

Listener::Listener(ListenerOptions options, Service& service)
    : impl_(std::make_unique<Impl>(std::move(options), service)) {}

Listener::~Listener() {
  stop();
  if (!impl_->options.unix_path.empty()) std::remove(impl_->options.unix_path.c_str());
}

void Listener::start() {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->stopped || !impl_->threads.empty()) return;
  const SignalsBlocked blocked;
  for (const auto& reactor : impl_->reactors)
    impl_->threads.emplace_back([&reactor = *reactor] { reactor.run(); });
}

void Listener::stop() {
  const std::lock_guard lock(impl_->mutex);
  if (std::exchange(impl_->stopped, true)) return;
  if (impl_->threads.empty()) return impl_->acceptor->stop();
  for (const auto& reactor : impl_->reactors) reactor->stop();
  for (auto& thread : impl_->threads) thread.join();
}

std::uint16_t Listener::port() const { return impl_->port; }
std::string Listener::url() const { return impl_->urls.front(); }
std::vector<std::string> Listener::urls() const { return impl_->urls; }
std::size_t Listener::connections() const {
  std::size_t open = 0;
  for (const auto& reactor : impl_->reactors) open += reactor->connections();
  return open;
}
std::size_t Listener::connection_limit() const { return impl_->options.connections; }

}  // namespace emulator
