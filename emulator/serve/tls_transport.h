#pragma once

#include <memory>
#include <string>

#include "emulator/serve/tls.h"
#include "emulator/serve/transport.h"

struct ssl_st;

namespace emulator::wire {

/// The bytes of one connection inside TLS; the handshake goes on as they are read and written. For
/// threads that block SIGPIPE, as OpenSSL writes without MSG_NOSIGNAL.
class TlsTransport : public Transport {
 public:
  TlsTransport(const TlsContext& context, int fd);  ///< fd stays the caller's
  ~TlsTransport() override;

  Moved read(char* to, std::size_t size) override;
  Moved write(const iovec* pieces, std::size_t count) override;
  void end_writing() override;
  void reset_at_close() override;
  bool handshaking() const override;
  bool waits_to_write() const override { return waits_to_write_; }
  std::string failure() const override { return failure_; }

 private:
  Moved outcome_of(int result, std::size_t bytes);
  Moved look_at_first_byte();

  const std::unique_ptr<ssl_st, void (*)(ssl_st*)> tls_;
  const int fd_;
  bool begun_ = false;   ///< the client's first byte is one of TLS
  bool broken_ = false;  ///< nothing can be said any more
  bool waits_to_write_ = false;
  std::string failure_;
};

}  // namespace emulator::wire
