#include "emulator/cli/tls_options.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "emulator/cli/local_ca.h"
#include "emulator/cli/option_kinds.h"
#include "emulator/serve/proxy.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// Of the variable, where that is what named the file.
std::string told_of(const std::string& option, const std::string& path) {
  const char* const value = std::getenv(variable_for(option).c_str());
  return value != nullptr && path == value ? "the variable " + variable_for(option) : option;
}

std::string pem_text(const char* option, const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file)
    throw std::runtime_error(told_of(option, path) + ": the file " + in_quotes(path) +
                             " cannot be read: " + std::strerror(errno) +
                             "; give a file that this user may read");
  return text.str();
}

TlsContextPtr from_files(const TlsOptions& options) try {
  return std::make_shared<const TlsContext>(CertificateAndKey{
      pem_text("--cert", options.certificate_file), pem_text("--key", options.key_file)});
} catch (const CertificateError& error) {
  throw std::runtime_error("--cert " + options.certificate_file + ", --key " + options.key_file +
                           ": " + error.what());
}

}  // namespace

void add_tls_options(CLI::App& command, TlsOptions& options) {
  add_switch(command, "--tls", options.tls,
             "speak TLS on the port, shown a certificate of the local CA");
  command
      .add_option("--http-port", options.http_port,
                  "with --tls: speak plain HTTP on that port; 0 takes any free one")
      ->envname(variable_for("--http-port"))
      ->check(whole_number(0, 65'535))
      ->type_name("PORT");
  add_list(command, "--tls-name", options.names, "vouch for that name as well", ", ")
      ->type_name("NAME");
  add_value(command, "--cert", options.certificate_file,
            "show that certificate (PEM, its chain behind it)")
      ->type_name("FILE");
  add_value(command, "--key", options.key_file, "the private key of --cert (PEM)")
      ->type_name("FILE");
  add_switch(
      command, "--proxy", options.proxy,
      "be an HTTP proxy that answers for the documents' servers and refuses all other hosts");
}

void finish_tls_options(TlsOptions& options) {
  from_environment("--tls-name", options.names, ", ");
  if (options.certificate_file.empty() != options.key_file.empty())
    throw CLI::ValidationError("--cert and --key go together: give both, or neither");
  if (options.http_port && !options.tls)
    throw CLI::ValidationError("--http-port is for --tls: without it, --port speaks plain HTTP");
  for (const std::string& name : options.names) {
    if (!is_certifiable(name))
      throw CLI::ValidationError("--tls-name: " + in_quotes(name) +
                                 " is neither a host name nor an IP address");
  }
}

TlsContextPtr make_tls(const TlsOptions& options, const Model& model,
                       std::vector<std::string>& warnings) {
  if (!options.tls && !options.proxy) return nullptr;
  if (!options.certificate_file.empty()) return from_files(options);
  const auto names = served_names(server_hosts(model), options.names);
  const LocalAuthority authority = local_authority(authority_folder(), names);
  if (authority.renewed) warnings.push_back(renewal_warning(authority, names));
  return std::make_shared<const TlsContext>(issue_certificate(authority.pem, names));
}

}  // namespace emulator
