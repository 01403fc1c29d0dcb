#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

struct sockaddr_storage;

namespace emulator::wire {

/// Owns a file descriptor; -1 is none.
class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  ~Fd();
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

/// A socket that listens, non-blocking.
struct ListeningSocket {
  Fd fd;
  std::string url;  ///< "http://[::1]:8080", the address as it was given; "unix:/run/a.sock"
  bool tls = false;
};

/// Listens on every address of every host; each gets the same port. hosts as in ListenerOptions.
/// "::" takes IPv4 too, unless "0.0.0.0" is there as well. Throws ListenError; then nothing listens.
std::vector<ListeningSocket> listen_on(const std::vector<std::string>& hosts, std::uint16_t port,
                                       bool tls = false);
/// Listens on a Unix socket that its owner and group may use. A file that a process left behind is replaced; one
/// that is in use, or no socket, is not. Throws ListenError.
ListeningSocket listen_on_unix(const std::string& path);
std::uint16_t port_of(const ListeningSocket& socket);

/// "127.0.0.1", without a port; an IPv4 address that came in as IPv6 is shown as IPv4; of a Unix
/// socket: "unix".
std::string address_text(const sockaddr_storage& address);

/// The peer gets a reset (RST) in place of an orderly end when fd is closed.
void reset_on_close(int fd);

/// Raises the soft limit on open files to the hard one. returns  how many this process may have
std::size_t raise_descriptor_limit();

}  // namespace emulator::wire
