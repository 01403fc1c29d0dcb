#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "emulator/serve/tls.h"
#include "tests/support/socket_client.h"
#include "tests/support/tls_client.h"

namespace support {

/// What a server in a test shows to TLS clients; made once.
emulator::TlsContextPtr server_tls();

/// A client on loopback, inside TLS or not; otherwise as SocketClient.
class Caller {
 public:
  Caller(std::uint16_t port, bool tls);

  bool send(std::string_view bytes) { return tls_ ? tls_->send(bytes) : plain_->send(bytes); }
  std::string next(std::size_t size) { return tls_ ? tls_->next(size) : plain_->next(size); }
  /// Through the first occurrence of `text`, or all there was.
  std::string until(std::string_view text);
  std::string rest() { return tls_ ? tls_->rest() : plain_->rest(); }
  bool ended_cleanly() const { return tls_ ? tls_->ended_cleanly() : plain_->ended_cleanly(); }
  bool was_reset() const { return tls_ ? tls_->was_reset() : plain_->was_reset(); }
  void end_writing();
  /// Goes without a word, also inside of TLS.
  void close();

 private:
  std::unique_ptr<SocketClient> plain_;
  std::unique_ptr<TlsClient> tls_;
};

}  // namespace support
