#include "emulator/cli/ca_command.h"

#include <cstdio>
#include <exception>

#include "emulator/cli/local_ca.h"
#include "emulator/decide/world.h"
#include "emulator/serve/proxy.h"

namespace emulator {
namespace {

struct Client {
  const char* name;
  const char* before;  ///< the file's path comes behind it
  const char* after;
};

constexpr Client kClients[] = {
    {"curl", "curl --cacert ", " …          or: export CURL_CA_BUNDLE="},
    {"Python", "export SSL_CERT_FILE=", "          requests: export REQUESTS_CA_BUNDLE="},
    {"Node.js", "export NODE_EXTRA_CA_CERTS=", ""},
    {"Go", "export SSL_CERT_FILE=", ""},
    {"Ruby", "export SSL_CERT_FILE=", ""},
    {"PHP", "php -d curl.cainfo=", " -d openssl.cafile="},
    {"Java",
     "keytool -importcert -noprompt -alias alloy-emulator -storepass changeit -keystore "
     "trust.p12 -file ",
     "\n          java -Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword="
     "changeit …"},
};

bool names_the_file_again(const std::string& text) { return !text.empty() && text.back() == '='; }

void print_trust(const std::string& file) {
  std::printf("The certificate is in %s.\n", file.c_str());
  for (const Client& client : kClients) {
    const std::string after = client.after;
    std::printf("%-9s %s%s%s%s\n", client.name, client.before, file.c_str(), after.c_str(),
                names_the_file_again(after) ? file.c_str() : "");
  }
}

}  // namespace

int print_ca(const CaOptions& options) {
  try {
    Findings findings;
    std::vector<std::string> referenced;
    const ModelPtr model = load_paths(options.sources, {}, findings, referenced);
    if (!model) throw LoadError(findings);
    const auto names = served_names(server_hosts(*model), options.tls_names);
    const LocalAuthority authority = local_authority(authority_folder(), names);
    if (authority.renewed)
      std::fprintf(stderr, "warning: %s\n", renewal_warning(authority, names).c_str());
    if (options.trust)
      print_trust(authority.pem_file);
    else
      std::printf("%s", authority.pem.certificate.c_str());
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "alloy-emulator: %s\n", error.what());
    return 1;
  }
}

}  // namespace emulator
