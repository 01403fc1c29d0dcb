#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "emulator/serve/sockets.h"

struct ssl_st;

namespace emulator {

/// Where a server is. host: without the brackets of an IPv6 address
struct ServerAddress {
  std::string host;
  std::string port;
  bool tls = false;
};

/// No connection can be made.
class NobodyListens : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A connection to a server, plain or over TLS. What fails throws std::runtime_error with the reason.
class ClientConnection {
 public:
  /// authority  a file of CAs in PEM, one of which has to vouch for a server that speaks TLS
  /// patience   for each step
  ClientConnection(const ServerAddress& server, const std::string& authority,
                   std::chrono::milliseconds patience);

  void send(std::string_view text);
  /// At most `size` bytes; the server has ended, or takes too long: 0.
  std::size_t receive(char* buffer, std::size_t size);

 private:
  void shake_hands(const std::string& host, const std::string& authority);

  wire::Fd socket_;
  std::shared_ptr<ssl_st> tls_;
};

}  // namespace emulator
