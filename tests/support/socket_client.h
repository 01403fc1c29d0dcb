#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace support {

/// Whether this machine speaks IPv6 at all.
inline bool has_v6() { return std::ifstream("/proc/net/if_inet6").peek() != EOF; }

/// A client that sends exactly the bytes it is told to, on loopback. Nothing waits longer than ten
/// seconds: then the answer is what has come, and the test fails on it.
class SocketClient {
 public:
  explicit SocketClient(std::uint16_t port, bool v6 = false)
      : SocketClient(Family{v6 ? AF_INET6 : AF_INET}) {
    if ((v6 ? connect_v6(port) : connect_v4(port)) != 0) throw std::runtime_error("cannot connect");
  }
  /// On a Unix socket; its path is shorter than 100 bytes.
  explicit SocketClient(const std::string& path) : SocketClient(Family{AF_UNIX}) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("cannot connect");
  }
  SocketClient(SocketClient&& other) noexcept
      : fd_(std::exchange(other.fd_, -1)), received_(std::move(other.received_)) {}
  SocketClient& operator=(SocketClient&&) = delete;
  ~SocketClient() { close(); }

  /// returns  false: the peer has gone
  bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  /// Sends until the peer takes nothing for a fifth of a second. returns  bytes sent
  std::size_t send_until_blocked(std::string_view bytes) {
    std::size_t sent = 0;
    pollfd writable{fd_, POLLOUT, 0};
    while (sent < bytes.size() && poll(&writable, 1, 200) == 1) {
      const auto now =
          ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (now <= 0) break;
      sent += static_cast<std::size_t>(now);
    }
    return sent;
  }

  /// The next answer: its head, and as much content as Content-Length says. The connection ended
  /// first: what there was.
  std::string answer(bool has_content = true) {
    auto end = received_.find("\r\n\r\n");
    while (end == std::string::npos) {
      if (!receive()) return std::exchange(received_, {});
      end = received_.find("\r\n\r\n");
    }
    auto size = end + 4;
    constexpr std::string_view kLength = "\r\nContent-Length: ";
    const auto length = received_.find(kLength);
    if (has_content && length < end)
      size += std::strtoull(received_.c_str() + length + kLength.size(), nullptr, 10);
    while (received_.size() < size)
      if (!receive()) break;
    auto text = received_.substr(0, size);
    received_.erase(0, size);
    return text;
  }

  /// The next `size` bytes, or fewer where it ends before.
  std::string next(std::size_t size) {
    while (received_.size() < size)
      if (!receive()) break;
    auto text = received_.substr(0, size);
    received_.erase(0, size);
    return text;
  }

  /// Through the first occurrence of `text`, or all there is.
  std::string until(std::string_view text) {
    auto found = received_.find(text);
    while (found == std::string::npos && receive()) found = received_.find(text);
    return next(found == std::string::npos ? received_.size() : found + text.size());
  }

  /// Everything until the peer ends the connection; ended_cleanly() says how.
  std::string rest() {
    while (receive()) {
    }
    return std::exchange(received_, {});
  }
  /// A FIN was seen: no reset, no time-out.
  bool ended_cleanly() const { return ended_; }
  /// An RST was seen.
  bool was_reset() const { return was_reset_; }

  /// Stays this client's.
  int fd() const { return fd_; }

  void end_writing() { ::shutdown(fd_, SHUT_WR); }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }
  /// Resets the connection.
  void reset() {
    const linger now{1, 0};
    setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close();
  }

 private:
  struct Family {
    int number;
  };
  explicit SocketClient(Family family)
      : fd_(::socket(family.number, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{10, 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  }
  int connect_v4(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  int connect_v6(std::uint16_t port) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    address.sin6_addr = in6addr_loopback;
    return ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  bool receive() {
    char bytes[16384];
    const auto count = recv(fd_, bytes, sizeof bytes, 0);
    ended_ = count == 0;
    was_reset_ = count < 0 && errno == ECONNRESET;
    if (count <= 0) return false;
    received_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

  int fd_;
  std::string received_;
  bool ended_ = false;
  bool was_reset_ = false;
};

}  // namespace support
