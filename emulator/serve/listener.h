#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "emulator/serve/gate.h"
#include "emulator/serve/service.h"
#include "emulator/serve/tls.h"

namespace emulator {

struct ListenerOptions {
  std::vector<std::string>
      hosts;  ///< numeric addresses or names; empty: 127.0.0.1 and, where there is one, ::1
  std::uint16_t port = 0;  ///< 0: any free one, the same for all hosts
  TlsContextPtr tls;       ///< for ports that speak TLS and for tunnels; null: there are none
  bool secure = false;     ///< `port` speaks TLS; needs `tls`
  std::optional<std::uint16_t> http_port;  ///< also listens there, without TLS; 0: any free one
  std::string unix_path;  ///< also listens on that Unix socket, without TLS; "": on none
  GateLimits gate;
  std::chrono::milliseconds request_patience{10'000};  ///< to send one whole request; beyond: 408
  std::chrono::milliseconds idle_patience{75'000};     ///< between requests; beyond: closed
  std::chrono::milliseconds tls_patience{5'000};       ///< for a TLS handshake; beyond: closed
  std::chrono::milliseconds grace{5'000};              ///< for calls in flight when stopping
  std::size_t connections = 20'000;  ///< beyond, or beyond RLIMIT_NOFILE: 503 and close
  unsigned threads = 2;
  /// Told that file descriptors ran out (once), or why a TLS handshake failed; from a listener's
  /// thread. Empty: a line on stderr for the former.
  std::function<void(const std::string&)> warn;
};

/// Cannot listen. what(): address, port, reason, what to do: "127.0.0.1:8080 is taken by another
/// program; choose ...".
class ListenError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Accepts HTTP/1.1 connections on loopback sockets and hands framed requests to a Service, in
/// order per connection.
class Listener {
 public:
  /// Binds and listens; answers come from start() on. Throws ListenError.
  Listener(ListenerOptions options, Service& service);
  ~Listener();  ///< stops
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  void start();
  /// Accepts nothing more, closes connections that are idle or in the middle of sending, lets calls
  /// in flight finish within `grace`; then returns. Again: nothing. From any thread, but not from
  /// inside a call of the Service.
  void stop();

  std::uint16_t port() const;
  /// "http://127.0.0.1:8080" of the first host; an IPv6 address in brackets.
  std::string url() const;
  std::vector<std::string> urls() const;
  /// ListenerOptions::connections, or what RLIMIT_NOFILE leaves of it; the soft limit was raised.
  std::size_t connection_limit() const;
  /// That are open now; while it stops, those with a call in flight.
  std::size_t connections() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace emulator
