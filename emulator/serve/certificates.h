#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace emulator {

/// A certificate (with its chain behind it, if any) and its private key, both PEM texts.
struct CertificateAndKey {
  std::string certificate;
  std::string key;
};

/// A certificate or key that cannot be used, or not be made. what(): what is wrong with it.
class CertificateError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A new certificate authority (P-256, ten years) that can vouch for these names alone, by its name
/// constraints (RFC 5280 4.2.1.10). Throws CertificateError.
/// names  DNS names and IP addresses, as text
CertificateAndKey make_authority(const std::vector<std::string>& names);

/// A server's certificate for these names with a new key (P-256, a year, or as long as the
/// authority), vouched for by the authority. Throws CertificateError.
CertificateAndKey issue_certificate(const CertificateAndKey& authority,
                                    const std::vector<std::string>& names);

/// The names an authority can vouch for, sorted; none, where it has no name constraints, or is
/// not valid now. Throws CertificateError for what is no certificate.
std::vector<std::string> permitted_names(const std::string& certificate);

/// Whether it is a DNS name in letters, digits, '-', '_' and '.', or an IP address.
bool is_certifiable(const std::string& name);

}  // namespace emulator
