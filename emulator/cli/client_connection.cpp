#include "emulator/cli/client_connection.h"

#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

[[noreturn]] void give_up(const std::string& why) { throw std::runtime_error(why); }

wire::Fd connect_to(const ServerAddress& server, std::chrono::milliseconds patience) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(server.host.c_str(), server.port.c_str(), &wanted, &found))
    throw NobodyListens(::gai_strerror(error));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
  wire::Fd socket(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval wait{patience.count() / 1000, (patience.count() % 1000) * 1000};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  if (::connect(socket.get(), found->ai_addr, found->ai_addrlen) != 0)
    throw NobodyListens(std::strerror(errno));
  return socket;
}

// Whom the certificate has to name.
void expect_name(SSL* tls, const std::string& host) {
  X509_VERIFY_PARAM* const demands = SSL_get0_param(tls);
  if (X509_VERIFY_PARAM_set1_ip_asc(demands, host.c_str()) == 1) return;
  SSL_set_tlsext_host_name(tls, host.c_str());
  SSL_set1_host(tls, host.c_str());
}

std::string why_no_authority(const std::string& file) {
  if (::access(file.c_str(), F_OK) != 0)
    return "there is no CA to trust in " + in_quotes(file) +
           "; 'alloy-emulator ca' makes it, --cacert FILE names another";
  if (::access(file.c_str(), R_OK) != 0)
    return "the CA to trust, " + in_quotes(file) + ", cannot be read: " + std::strerror(errno);
  return in_quotes(file) +
         " holds no certificate to trust; --cacert FILE names the PEM file of a CA, "
         "'alloy-emulator ca' makes one";
}

std::string why_no_handshake(SSL* tls, const std::string& authority) {
  const long verdict = SSL_get_verify_result(tls);
  if (verdict != X509_V_OK)
    return std::string("its certificate is not trusted: ") +
           X509_verify_cert_error_string(verdict) + "; trusted is " + in_quotes(authority) +
           ", another CA with --cacert FILE";
  const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
  return std::string("no TLS there: ") + (reason != nullptr ? reason : "no answer in time");
}

}  // namespace

ClientConnection::ClientConnection(const ServerAddress& server, const std::string& authority,
                                   std::chrono::milliseconds patience)
    : socket_(connect_to(server, patience)) {
  if (server.tls) shake_hands(server.host, authority);
}

void ClientConnection::shake_hands(const std::string& host, const std::string& authority) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to sockets that the peer has closed
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  &SSL_CTX_free);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (SSL_CTX_load_verify_locations(context.get(), authority.c_str(), nullptr) != 1)
    give_up(why_no_authority(authority));
  tls_.reset(SSL_new(context.get()), &SSL_free);
  expect_name(tls_.get(), host);
  SSL_set_fd(tls_.get(), socket_.get());
  ERR_clear_error();
  if (SSL_connect(tls_.get()) != 1) give_up(why_no_handshake(tls_.get(), authority));
}

void ClientConnection::send(std::string_view text) {
  while (!text.empty()) {
    const auto sent = tls_ ? SSL_write(tls_.get(), text.data(), static_cast<int>(text.size()))
                           : ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) give_up(tls_ ? "the connection broke" : std::strerror(errno));
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::size_t ClientConnection::receive(char* buffer, std::size_t size) {
  const auto got = tls_ ? SSL_read(tls_.get(), buffer, static_cast<int>(size))
                        : ::recv(socket_.get(), buffer, size, 0);
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

}  // namespace emulator
