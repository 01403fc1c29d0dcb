#include "emulator/serve/certificates.h"

#include <doctest/doctest.h>

#include "emulator/serve/tls.h"

using namespace emulator;

using Names = std::vector<std::string>;

TEST_CASE("an authority is constrained to the names it was made for") {
  const auto authority = make_authority({"localhost", "api.test", "127.0.0.1", "::1"});
  CHECK(permitted_names(authority.certificate) ==
        Names{"127.0.0.1", "::1", "api.test", "localhost"});
  CHECK(authority.certificate.starts_with("-----BEGIN CERTIFICATE-----\n"));
  CHECK(authority.key.starts_with("-----BEGIN PRIVATE KEY-----\n"));
}

TEST_CASE("two authorities have nothing in common") {
  const auto one = make_authority({"localhost"}), other = make_authority({"localhost"});
  CHECK(one.certificate != other.certificate);
  CHECK_THROWS_WITH_AS(
      issue_certificate({one.certificate, other.key}, {"localhost"}),
      "the authority's key does not belong to its certificate: key values mismatch",
      CertificateError);
}

TEST_CASE("a certificate that is issued can be shown, and permits no names itself") {
  const auto issued = issue_certificate(make_authority({"localhost"}), {"localhost", "127.0.0.1"});
  CHECK(permitted_names(issued.certificate) == Names{});
  CHECK_NOTHROW(TlsContext{issued});
}

TEST_CASE("what is no name of a host cannot get into a certificate") {
  for (const std::string name :
       {"", ".a", "a.", "a..b", "-a", "a b", "a,DNS:b", "a/b", "*", "a;b"}) {
    CAPTURE(name);
    CHECK_FALSE(is_certifiable(name));
    CHECK_THROWS_AS(make_authority({name}), CertificateError);
  }
  for (const std::string name : {"a", "a-b.c_d", "localhost", "10.0.0.1", "fe80::1"}) {
    CAPTURE(name);
    CHECK(is_certifiable(name));
  }
}

TEST_CASE("a certificate or key that cannot be used says what is wrong with it") {
  const auto one = make_authority({"a"}), other = make_authority({"a"});
  const auto mistake = [](const CertificateAndKey& shown) -> std::string {
    try {
      TlsContext{shown};
    } catch (const CertificateError& error) {
      return error.what();
    }
    return "none";
  };
  CHECK(mistake({"", one.key}) == "the certificate cannot be used: no start line");
  CHECK(mistake({one.certificate, ""}) == "the private key cannot be used: unsupported");
  CHECK(mistake({one.certificate, other.key}) ==
        "the private key cannot be used: key values mismatch");
  CHECK_THROWS_AS(permitted_names("none"), CertificateError);
}
