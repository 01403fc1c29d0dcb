#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/socket_client.h"

struct ssl_st;
struct ssl_ctx_st;
struct ssl_session_st;

namespace support {

/// How a TLS client begins.
/// authority  PEM that it trusts; "": any
/// name       the host it asks for, and checks where it trusts an authority
/// protocols  it offers by ALPN, in wire format; "": none
/// latest     the latest version of TLS it speaks, such as TLS1_1_VERSION; 0: any
struct TlsWish {
  std::string authority{};
  std::string name = "localhost";
  std::string protocols{};
  int latest = 0;
};

/// A TLS client on loopback, patient for ten seconds.
class TlsClient {
 public:
  /// Shakes hands on a connection that is there.
  explicit TlsClient(SocketClient connection, const TlsWish& wish = {},
                     ssl_session_st* session = nullptr);

  /// "": the handshake went well; else why not
  const std::string& failure() const { return failure_; }
  bool send(std::string_view bytes);
  /// Until the peer ends; ended_cleanly() says how.
  std::string rest();
  /// The next `size` bytes, or fewer where it ends before.
  std::string next(std::size_t size);
  /// Sends a close_notify; reading goes on.
  void end_writing();
  /// A close_notify came.
  bool ended_cleanly() const { return ended_; }
  bool was_reset() const { return was_reset_; }

  std::string version() const;
  std::string protocol() const;
  bool resumed() const;
  /// To resume later; may be null.
  std::shared_ptr<ssl_session_st> session() const;

 private:
  std::size_t receive(char* to, std::size_t size);

  SocketClient connection_;
  std::shared_ptr<ssl_ctx_st> context_;
  std::shared_ptr<ssl_st> tls_;
  std::string failure_;
  bool ended_ = false;
  bool was_reset_ = false;
};

}  // namespace support
