#include "emulator/serve/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include <string_view>

namespace emulator {
namespace {

using PemBytes = std::unique_ptr<BIO, decltype(&BIO_free)>;

[[noreturn]] void fail(const std::string& what) {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  throw CertificateError(what + (reason ? ": " + std::string(reason) : ""));
}

PemBytes bytes_of(const std::string& pem) {
  return {BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free};
}

void use_certificates(SSL_CTX* context, const std::string& pem) {
  const PemBytes bytes = bytes_of(pem);
  X509* certificate = PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr);
  const bool used = certificate != nullptr && SSL_CTX_use_certificate(context, certificate) == 1;
  X509_free(certificate);
  if (!used) fail("the certificate cannot be used");
  while (X509* next = PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr)) {
    if (SSL_CTX_add0_chain_cert(context, next) == 1) continue;
    X509_free(next);
    fail("the certificate's chain cannot be used");
  }
  ERR_clear_error();  // the end of the text is one
}

// Without a terminal to ask at: a key under a passphrase is refused.
int no_passphrase(char*, int, int, void*) { return -1; }

void use_key(SSL_CTX* context, const std::string& pem) {
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bytes_of(pem).get(), nullptr, no_passphrase, nullptr);
  const bool used = key != nullptr && SSL_CTX_use_PrivateKey(context, key) == 1;
  EVP_PKEY_free(key);
  if (!used) fail("the private key cannot be used");
  if (SSL_CTX_check_private_key(context) != 1)
    fail("the private key does not belong to the certificate");
}

// A client that offers no protocol gets HTTP/1.1; one that offers others alone is told so.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  unsigned char* match = nullptr;
  if (SSL_select_next_proto(&match, size, kHttp11, sizeof kHttp11 - 1, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = match;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

TlsContext::TlsContext(const CertificateAndKey& shown)
    : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free) {
  SSL_CTX* context = context_.get();
  if (context == nullptr) fail("TLS cannot be set up");
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  // A client that ends without a close_notify is no news: HTTP knows how long its messages are.
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  static constexpr std::string_view kSessions = "alloy-emulator";
  SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(kSessions.data()),
                                 static_cast<unsigned>(kSessions.size()));
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  use_certificates(context, shown.certificate);
  use_key(context, shown.key);
}

}  // namespace emulator
