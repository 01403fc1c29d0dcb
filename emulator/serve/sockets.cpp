#include "emulator/serve/sockets.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <system_error>

#include "emulator/serve/listener.h"

namespace emulator::wire {
namespace {

constexpr int kBacklog = 4096;
// How often another free port is looked for when the one that IPv4 gave is taken on IPv6.
constexpr int kPortTries = 20;

struct Address {
  std::string host;  ///< as given
  sockaddr_storage storage{};
  socklen_t size = 0;
  bool optional = false;  ///< not there: goes without

  bool is_v6() const { return storage.ss_family == AF_INET6; }
  bool operator==(const Address& other) const {
    return size == other.size && std::memcmp(&storage, &other.storage, size) == 0;
  }
};

void set_port(sockaddr_storage& storage, std::uint16_t port) {
  if (storage.ss_family == AF_INET6)
    reinterpret_cast<sockaddr_in6&>(storage).sin6_port = htons(port);
  else
    reinterpret_cast<sockaddr_in&>(storage).sin_port = htons(port);
}

std::string authority(const std::string& host, std::uint16_t port) {
  const bool bracketed = host.find(':') != std::string::npos;
  return (bracketed ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

void resolve(const std::string& host, bool optional, std::vector<Address>& addresses) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_PASSIVE;
  addrinfo* found = nullptr;
  const int error = getaddrinfo(host.c_str(), nullptr, &wanted, &found);
  if (error != 0)
    throw ListenError("cannot find the host '" + host + "': " + gai_strerror(error) +
                      "; give --host an address of this machine, like 127.0.0.1");
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(found, freeaddrinfo);
  for (; found != nullptr; found = found->ai_next) {
    Address address{host, {}, found->ai_addrlen, optional};
    std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
    if (std::find(addresses.begin(), addresses.end(), address) == addresses.end())
      addresses.push_back(address);
  }
}

std::vector<Address> resolve_all(const std::vector<std::string>& hosts) {
  std::vector<Address> addresses;
  for (const auto& host : hosts) resolve(host, false, addresses);
  if (hosts.empty()) {
    resolve("127.0.0.1", false, addresses);
    resolve("::1", true, addresses);
  }
  return addresses;
}

std::string refusal(const Address& address, std::uint16_t port, int error) {
  const auto where = authority(address.host, port);
  if (error == EADDRINUSE)
    return where +
           " is taken by another program; choose another port with --port, or --port 0 "
           "for any free one";
  if (error == EACCES)
    return where + " is not allowed for this user; choose a port from 1024 on with --port";
  if (error == EADDRNOTAVAIL || error == EAFNOSUPPORT)
    return where + " is no address of this machine; choose one of its own with --host";
  return "cannot listen on " + where + ": " + std::generic_category().message(error) +
         "; choose another --host or --port";
}

/// A pointer to the C interface's view of an address.
const sockaddr* generic(const sockaddr_storage& storage) {
  return reinterpret_cast<const sockaddr*>(&storage);
}

void switch_option(int fd, int level, int option, int value) {
  setsockopt(fd, level, option, &value, sizeof value);
}

/// returns  errno; 0: `fd` listens
int try_listen(const Address& address, std::uint16_t port, bool v6_only, Fd& fd) {
  fd = Fd(socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (fd.get() < 0) return errno;
  // No SO_REUSEPORT: a port that is taken is an error, not a port to share.
  switch_option(fd.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (address.is_v6()) switch_option(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, v6_only ? 1 : 0);
  // Linux hands this on to the sockets accepted.
  switch_option(fd.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  auto storage = address.storage;
  set_port(storage, port);
  if (bind(fd.get(), generic(storage), address.size) != 0) return errno;
  return listen(fd.get(), kBacklog) == 0 ? 0 : errno;
}

/// returns  nullopt: a port that the system chose is taken on another address; try again
std::optional<std::vector<ListeningSocket>> try_listen_on(const std::vector<Address>& addresses,
                                                          std::uint16_t port, bool tls,
                                                          bool last_try) {
  const auto is_host = [](const char* host) {
    return [host](const Address& address) { return address.host == host; };
  };
  const bool v4_any = std::any_of(addresses.begin(), addresses.end(), is_host("0.0.0.0"));
  std::vector<ListeningSocket> sockets;
  std::uint16_t actual = port;
  for (const auto& address : addresses) {
    ListeningSocket socket;
    const int error = try_listen(address, actual, v4_any || address.host != "::", socket.fd);
    if (error == EADDRINUSE && port == 0 && !last_try) return std::nullopt;
    if (address.optional && (error == EADDRNOTAVAIL || error == EAFNOSUPPORT)) continue;
    if (error != 0) throw ListenError(refusal(address, actual, error));
    if (actual == 0) actual = port_of(socket);
    socket.url = (tls ? "https://" : "http://") + authority(address.host, actual);
    socket.tls = tls;
    sockets.push_back(std::move(socket));
  }
  return sockets;
}

}  // namespace

Fd::~Fd() {
  if (fd_ >= 0) close(fd_);
}

std::vector<ListeningSocket> listen_on(const std::vector<std::string>& hosts, std::uint16_t port,
                                       bool tls) {
  const auto addresses = resolve_all(hosts);
  for (int tries = 1;; ++tries)
    if (auto sockets = try_listen_on(addresses, port, tls, tries == kPortTries))
      return std::move(*sockets);
}

std::uint16_t port_of(const ListeningSocket& socket) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  getsockname(socket.fd.get(), reinterpret_cast<sockaddr*>(&storage), &size);
  return ntohs(storage.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6&>(storage).sin6_port
                                             : reinterpret_cast<sockaddr_in&>(storage).sin_port);
}

std::string address_text(const sockaddr_storage& address) {
  if (address.ss_family == AF_UNIX) return "unix";
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in&>(address).sin_addr, text, sizeof text);
  } else {
    inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr, text,
              sizeof text);
  }
  constexpr std::string_view kMapped = "::ffff:";
  const std::string_view shown = text;
  const bool mapped =
      shown.substr(0, kMapped.size()) == kMapped && shown.find('.') != std::string_view::npos;
  return std::string(mapped ? shown.substr(kMapped.size()) : shown);
}

void reset_on_close(int fd) {
  const linger at_once{1, 0};
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

std::size_t raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
  if (limit.rlim_cur < limit.rlim_max) {
    const auto before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0) limit.rlim_cur = before;
  }
  return static_cast<std::size_t>(limit.rlim_cur);
}

}  // namespace emulator::wire
