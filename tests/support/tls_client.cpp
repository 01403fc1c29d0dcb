#include "tests/support/tls_client.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <cerrno>

namespace support {
namespace {

void trust(SSL_CTX* context, const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bytes(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
  X509* certificate = PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate);
  X509_free(certificate);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
}

}  // namespace

TlsClient::TlsClient(SocketClient connection, const TlsWish& wish, ssl_session_st* session)
    : connection_(std::move(connection)),
      context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free),
      tls_() {
  if (!wish.authority.empty()) trust(context_.get(), wish.authority);
  if (wish.latest != 0) {
    SSL_CTX_set_security_level(context_.get(), 0);
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), wish.latest);
  }
  tls_.reset(SSL_new(context_.get()), SSL_free);
  SSL_set_fd(tls_.get(), connection_.fd());
  SSL_set_tlsext_host_name(tls_.get(), wish.name.c_str());
  if (!wish.authority.empty()) SSL_set1_host(tls_.get(), wish.name.c_str());
  if (!wish.protocols.empty())
    SSL_set_alpn_protos(tls_.get(), reinterpret_cast<const unsigned char*>(wish.protocols.data()),
                        static_cast<unsigned>(wish.protocols.size()));
  if (session != nullptr) SSL_set_session(tls_.get(), session);
  ERR_clear_error();
  if (SSL_connect(tls_.get()) == 1) return;
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  failure_ = reason ? reason : "the connection ended";
}

bool TlsClient::send(std::string_view bytes) {
  ERR_clear_error();
  return SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())) ==
         static_cast<int>(bytes.size());
}

void TlsClient::end_writing() { SSL_shutdown(tls_.get()); }

std::size_t TlsClient::receive(char* to, std::size_t size) {
  ERR_clear_error();
  errno = 0;
  const int count = SSL_read(tls_.get(), to, static_cast<int>(size));
  if (count > 0) return static_cast<std::size_t>(count);
  const int error = SSL_get_error(tls_.get(), count);
  ended_ = error == SSL_ERROR_ZERO_RETURN;
  was_reset_ = error == SSL_ERROR_SYSCALL && errno == ECONNRESET;
  return 0;
}

std::string TlsClient::rest() {
  std::string all;
  char bytes[4096];
  while (const std::size_t count = receive(bytes, sizeof bytes)) all.append(bytes, count);
  return all;
}

std::string TlsClient::next(std::size_t size) {
  std::string all(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const std::size_t count = receive(all.data() + filled, size - filled);
    if (count == 0) break;
    filled += count;
  }
  all.resize(filled);
  return all;
}

std::string TlsClient::version() const { return SSL_get_version(tls_.get()); }

std::string TlsClient::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(tls_.get(), &name, &size);
  return name ? std::string(reinterpret_cast<const char*>(name), size) : std::string();
}

bool TlsClient::resumed() const { return SSL_session_reused(tls_.get()) == 1; }

std::shared_ptr<ssl_session_st> TlsClient::session() const {
  return {SSL_get1_session(tls_.get()), SSL_SESSION_free};
}

}  // namespace support
