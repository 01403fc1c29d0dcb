#pragma once

#include <memory>
#include <string>

#include "emulator/serve/certificates.h"

struct ssl_ctx_st;

namespace emulator {

/// What a server shows to TLS clients: TLS 1.2 and later, HTTP/1.1 alone by ALPN, sessions resumed.
/// Immutable, any thread.
class TlsContext {
 public:
  /// Throws CertificateError for what cannot be used.
  explicit TlsContext(const CertificateAndKey& shown);

  ssl_ctx_st* get() const { return context_.get(); }

 private:
  std::shared_ptr<ssl_ctx_st> context_;
};

using TlsContextPtr = std::shared_ptr<const TlsContext>;

}  // namespace emulator
