#include "emulator/serve/certificates.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "emulator/text/ascii.h"

namespace emulator {
namespace {

constexpr long kDay = 24L * 60 * 60;
constexpr long kAuthorityDays = 3650;
constexpr long kServerDays = 397;  // some clients refuse more
// A client's clock may be behind ours.
constexpr long kHeadStart = -kDay;

template <auto Free>
struct FreedBy {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Certificate = std::unique_ptr<X509, FreedBy<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY_free>>;
using Bytes = std::unique_ptr<BIO, FreedBy<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreedBy<X509_EXTENSION_free>>;
using Constraints = std::unique_ptr<NAME_CONSTRAINTS, FreedBy<NAME_CONSTRAINTS_free>>;

void certain(bool went_well, const char* what) {
  if (went_well) return;
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  throw CertificateError(std::string(what) + (reason ? ": " + std::string(reason) : ""));
}

bool is_address(const std::string& name) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, name.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1;
}

Key new_key() {
  Key key(EVP_EC_gen("P-256"));
  certain(key != nullptr, "no key could be made");
  return key;
}

template <class Write>
std::string text_from(Write write) {
  const Bytes bytes(BIO_new(BIO_s_mem()));
  certain(bytes && write(bytes.get()) == 1, "no text could be written");
  char* text = nullptr;
  const long size = BIO_get_mem_data(bytes.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

CertificateAndKey as_pem(const Certificate& certificate, const Key& key) {
  return {text_from([&](BIO* to) { return PEM_write_bio_X509(to, certificate.get()); }),
          text_from([&](BIO* to) {
            return PEM_write_bio_PKCS8PrivateKey(to, key.get(), nullptr, nullptr, 0, nullptr,
                                                 nullptr);
          })};
}

Certificate read_certificate(const std::string& pem) {
  const Bytes bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Certificate certificate(PEM_read_bio_X509(bytes.get(), nullptr, nullptr, nullptr));
  certain(certificate != nullptr, "there is no certificate in PEM");
  return certificate;
}

Key read_key(const std::string& pem) {
  const Bytes bytes(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(PEM_read_bio_PrivateKey(bytes.get(), nullptr, nullptr, nullptr));
  certain(key != nullptr, "there is no private key in PEM");
  return key;
}

/// What both kinds of certificate have: a random serial number, its time, its key.
Certificate blank(const Key& key, long days) {
  Certificate certificate(X509_new());
  std::array<unsigned char, 16> serial{};
  certain(certificate && RAND_bytes(serial.data(), serial.size()) == 1, "no serial number");
  serial[0] &= 0x7f;  // a positive one
  const std::unique_ptr<BIGNUM, FreedBy<BN_free>> number(
      BN_bin2bn(serial.data(), serial.size(), nullptr));
  certain(BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) != nullptr &&
              X509_set_version(certificate.get(), X509_VERSION_3) == 1 &&
              X509_gmtime_adj(X509_getm_notBefore(certificate.get()), kHeadStart) != nullptr &&
              X509_gmtime_adj(X509_getm_notAfter(certificate.get()), days * kDay) != nullptr &&
              X509_set_pubkey(certificate.get(), key.get()) == 1,
          "no certificate could be made");
  return certificate;
}

void set_common_name(X509* certificate, const std::string& name) {
  certain(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1,
                                     0) == 1,
          "no name could be set");
}

void extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  certain(extension && X509_add_ext(certificate, extension.get(), -1) == 1,
          "no extension could be added");
}

void sign(const Certificate& certificate, const Key& key) {
  certain(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "nothing could be signed");
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names)
    text += (text.empty() ? "" : ",") + std::string(is_address(name) ? "IP:" : "DNS:") + name;
  return text;
}

/// "critical,permitted;DNS:localhost,permitted;IP:127.0.0.1/255.255.255.255"
std::string constraints_to(const std::vector<std::string>& names) {
  std::string text = "critical";
  for (const std::string& name : names) {
    text += ",permitted;";
    if (!is_address(name))
      text += "DNS:" + name;
    else if (name.find(':') == std::string::npos)
      text += "IP:" + name + "/255.255.255.255";
    else
      text += "IP:" + name + "/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
  }
  return text;
}

void check_names(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (!is_certifiable(name))
      throw CertificateError("'" + name + "' is neither a host name nor an IP address");
  }
}

/// An address and its mask follow each other.
std::string constrained_name(const GENERAL_NAME& name) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (name.type == GEN_DNS)
    return std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name.d.dNSName)),
                       static_cast<std::size_t>(ASN1_STRING_length(name.d.dNSName)));
  if (name.type != GEN_IPADD) return {};
  const bool v6 = ASN1_STRING_length(name.d.iPAddress) == 32;
  inet_ntop(v6 ? AF_INET6 : AF_INET, ASN1_STRING_get0_data(name.d.iPAddress), text.data(),
            text.size());
  return text.data();
}

}  // namespace

bool is_certifiable(const std::string& name) {
  if (is_address(name)) return true;
  const auto fits = [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= 253 && std::all_of(name.begin(), name.end(), fits) &&
         name.front() != '.' && name.front() != '-' && name.back() != '.' &&
         name.find("..") == std::string::npos;
}

CertificateAndKey make_authority(const std::vector<std::string>& names) {
  check_names(names);
  const Key key = new_key();
  const Certificate certificate = blank(key, kAuthorityDays);
  // Clients mistake authorities of one name but different keys for each other.
  const std::string serial = text_from([&](BIO* to) {
    return i2a_ASN1_INTEGER(to, X509_get0_serialNumber(certificate.get())) > 0 ? 1 : 0;
  });
  set_common_name(certificate.get(), "alloy-emulator local CA " + serial.substr(0, 8));
  certain(X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get())) == 1,
          "no issuer could be set");
  extend(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  extend(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  extend(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash");
  extend(certificate.get(), certificate.get(), NID_name_constraints, constraints_to(names));
  sign(certificate, key);
  return as_pem(certificate, key);
}

CertificateAndKey issue_certificate(const CertificateAndKey& authority,
                                    const std::vector<std::string>& names) {
  check_names(names);
  const Certificate issuer = read_certificate(authority.certificate);
  const Key issuer_key = read_key(authority.key);
  certain(X509_check_private_key(issuer.get(), issuer_key.get()) == 1,
          "the authority's key does not belong to its certificate");
  const Key key = new_key();
  const Certificate certificate = blank(key, kServerDays);
  set_common_name(certificate.get(), "alloy-emulator");
  certain(X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get())) == 1,
          "no issuer could be set");
  extend(certificate.get(), issuer.get(), NID_basic_constraints, "critical,CA:FALSE");
  extend(certificate.get(), issuer.get(), NID_key_usage, "critical,digitalSignature");
  extend(certificate.get(), issuer.get(), NID_ext_key_usage, "serverAuth");
  extend(certificate.get(), issuer.get(), NID_subject_key_identifier, "hash");
  extend(certificate.get(), issuer.get(), NID_authority_key_identifier, "keyid");
  extend(certificate.get(), issuer.get(), NID_subject_alt_name, alternative_names(names));
  sign(certificate, issuer_key);
  return as_pem(certificate, key);
}

std::vector<std::string> permitted_names(const std::string& pem) {
  const Certificate certificate = read_certificate(pem);
  std::vector<std::string> names;
  if (X509_cmp_current_time(X509_get0_notAfter(certificate.get())) < 0) return names;
  const Constraints constraints(static_cast<NAME_CONSTRAINTS*>(
      X509_get_ext_d2i(certificate.get(), NID_name_constraints, nullptr, nullptr)));
  if (!constraints) return names;
  const auto* permitted = constraints->permittedSubtrees;
  for (int i = 0; i < sk_GENERAL_SUBTREE_num(permitted); ++i) {
    auto name = constrained_name(*sk_GENERAL_SUBTREE_value(permitted, i)->base);
    if (!name.empty()) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace emulator
