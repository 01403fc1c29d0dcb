#include "tests/support/caller.h"

namespace support {

emulator::TlsContextPtr server_tls() {
  static const auto context = std::make_shared<const emulator::TlsContext>(
      emulator::issue_certificate(emulator::make_authority({"localhost"}), {"localhost"}));
  return context;
}

Caller::Caller(std::uint16_t port, bool tls) {
  if (tls)
    tls_ = std::make_unique<TlsClient>(SocketClient(port));
  else
    plain_ = std::make_unique<SocketClient>(port);
}

std::string Caller::until(std::string_view text) {
  if (plain_) return plain_->until(text);
  std::string all;
  while (all.size() < text.size() || !all.ends_with(text)) {
    const std::string byte = next(1);
    if (byte.empty()) break;
    all += byte;
  }
  return all;
}

void Caller::end_writing() {
  if (tls_)
    tls_->end_writing();
  else
    plain_->end_writing();
}

void Caller::close() {
  plain_.reset();
  tls_.reset();
}

}  // namespace support
