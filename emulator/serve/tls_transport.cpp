#include "emulator/serve/tls_transport.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <new>

namespace emulator::wire {
namespace {

constexpr char kHandshakeRecord = 0x16;
constexpr std::size_t kRecordBytes = 16u << 10;

struct Explained {
  int reason;
  const char* hint;
};

// Reasons that a person can do something about. An alert of the client is 1000 + its number.
constexpr Explained kExplained[] = {
    {SSL_AD_REASON_OFFSET + SSL_AD_UNKNOWN_CA,
     "the client does not trust the certificate; 'alloy-emulator ca --trust' says how it learns "
     "to"},
    {SSL_AD_REASON_OFFSET + SSL_AD_BAD_CERTIFICATE,
     "the client does not trust the certificate; 'alloy-emulator ca --trust' says how it learns "
     "to"},
    {SSL_AD_REASON_OFFSET + SSL_AD_CERTIFICATE_UNKNOWN,
     "the client does not trust the certificate; 'alloy-emulator ca --trust' says how it learns "
     "to"},
    {SSL_R_UNSUPPORTED_PROTOCOL, "the client has to speak TLS 1.2 or later"},
    {SSL_R_NO_SHARED_CIPHER, "the client has to offer a cipher with ECDSA"},
};

}  // namespace

TlsTransport::TlsTransport(const TlsContext& context, int fd)
    : tls_(SSL_new(context.get()), SSL_free), fd_(fd) {
  if (!tls_ || SSL_set_fd(tls_.get(), fd) != 1) throw std::bad_alloc();
  SSL_set_accept_state(tls_.get());
}

// A client that waits for more learns that there is none, rather than that something broke.
TlsTransport::~TlsTransport() {
  if (!broken_) end_writing();
}

bool TlsTransport::handshaking() const { return SSL_is_init_finished(tls_.get()) == 0; }

/// The first byte tells TLS from a client that was given http:// for https://. OpenSSL must not read
/// before it was looked at: what comes second is another kind of record.
Moved TlsTransport::look_at_first_byte() {
  char first = 0;
  const auto seen = recv(fd_, &first, 1, MSG_PEEK);
  if (seen < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
    return {Moved::Outcome::kBlocked, 0};
  begun_ = seen != 1 || first == kHandshakeRecord;
  broken_ = !begun_;
  return {begun_ ? Moved::Outcome::kMoved : Moved::Outcome::kNotTls, 0};
}

Moved TlsTransport::read(char* to, std::size_t size) {
  if (!begun_) {
    const Moved looked = look_at_first_byte();
    if (looked.outcome != Moved::Outcome::kMoved) return looked;
  }
  std::size_t bytes = 0;
  ERR_clear_error();
  const int result = SSL_read_ex(tls_.get(), to, size, &bytes);
  return outcome_of(result, bytes);
}

// Small pieces go in one record. A write that was blocked is tried again with the same bytes and
// perhaps more behind them, as OpenSSL wants it.
Moved TlsTransport::write(const iovec* pieces, std::size_t count) {
  std::string record;
  for (std::size_t i = 0; i < count && record.size() < kRecordBytes; ++i) {
    const auto room = std::min(pieces[i].iov_len, kRecordBytes - record.size());
    record.append(static_cast<const char*>(pieces[i].iov_base), room);
  }
  begun_ = true;
  std::size_t bytes = 0;
  ERR_clear_error();
  const int result = SSL_write_ex(tls_.get(), record.data(), record.size(), &bytes);
  return outcome_of(result, bytes);
}

Moved TlsTransport::outcome_of(int result, std::size_t bytes) {
  waits_to_write_ = false;
  if (result == 1) return {Moved::Outcome::kMoved, bytes};
  const int error = SSL_get_error(tls_.get(), result);
  waits_to_write_ = error == SSL_ERROR_WANT_WRITE;
  if (error == SSL_ERROR_WANT_READ || waits_to_write_) return {Moved::Outcome::kBlocked, 0};
  if (error == SSL_ERROR_ZERO_RETURN) return {Moved::Outcome::kEnded, 0};
  broken_ = true;
  const unsigned long reason = ERR_peek_error();
  if (const char* text = ERR_reason_error_string(reason)) failure_ = text;
  for (const Explained& known : kExplained) {
    if (ERR_GET_REASON(reason) == known.reason) failure_ += std::string("; ") + known.hint;
  }
  ERR_clear_error();
  return {Moved::Outcome::kBroken, 0};
}

void TlsTransport::end_writing() {
  if (!broken_ && !handshaking()) SSL_shutdown(tls_.get());
  ERR_clear_error();
  broken_ = true;
  shutdown(fd_, SHUT_WR);
}

void TlsTransport::reset_at_close() {
  broken_ = true;
  reset_on_close(fd_);
}

}  // namespace emulator::wire
