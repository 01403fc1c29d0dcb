#include "emulator/cli/http_client.h"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

namespace emulator {
namespace {

constexpr std::size_t kMost = 80u << 20;

struct Where {
  std::string host;
  std::string port;
};

// "http://[::1]:8080/" is ::1 and 8080.
bool parse(const std::string& url, Where& where) {
  static const std::string kScheme = "http://";
  if (url.compare(0, kScheme.size(), kScheme) != 0) return false;
  const std::string authority =
      url.substr(kScheme.size(), url.find('/', kScheme.size()) - kScheme.size());
  const bool bracketed = !authority.empty() && authority[0] == '[';
  const auto host_end = bracketed ? authority.find(']') : authority.find(':');
  if (bracketed && host_end == std::string::npos) return false;
  where.host = bracketed ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
  const auto colon = host_end == std::string::npos ? host_end : authority.find(':', host_end);
  where.port = colon == std::string::npos ? "80" : authority.substr(colon + 1);
  return !where.host.empty() && !where.port.empty();
}

struct Socket {
  int fd = -1;
  ~Socket() {
    if (fd >= 0) ::close(fd);
  }
};

std::string connect_to(const Where& where, std::chrono::milliseconds patience, Socket& socket) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(where.host.c_str(), where.port.c_str(), &wanted, &found))
    return ::gai_strerror(error);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
  socket.fd = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval wait{patience.count() / 1000, (patience.count() % 1000) * 1000};
  ::setsockopt(socket.fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  ::setsockopt(socket.fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  if (::connect(socket.fd, found->ai_addr, found->ai_addrlen) != 0) return std::strerror(errno);
  return {};
}

std::string request_text(const Where& where, const HttpQuestion& question) {
  const std::string host =
      where.host.find(':') == std::string::npos ? where.host : "[" + where.host + "]";
  std::string text = question.method + " " + question.target + " HTTP/1.1\r\nHost: " + host + ":" +
                     where.port + "\r\nConnection: close\r\n";
  for (const Header& header : question.headers) text += header.name + ": " + header.value + "\r\n";
  if (!question.body.empty())
    text += "Content-Length: " + std::to_string(question.body.size()) + "\r\n";
  return text + "\r\n" + question.body;
}

bool send_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto sent = ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

HttpAnswer ask_http(const std::string& url, const HttpQuestion& question) {
  Where where;
  if (url.rfind("https://", 0) == 0)
    return {0, "it is asked without TLS: name the port of --http-port as http://…"};
  if (!parse(url, where)) return {0, "this is no address such as http://127.0.0.1:8080"};
  Socket socket;
  if (const std::string error = connect_to(where, question.patience, socket); !error.empty())
    return {0, error};
  if (!send_all(socket.fd, request_text(where, question))) return {0, std::strerror(errno)};
  std::string answer;
  char buffer[8192];
  for (ssize_t got;
       answer.size() < kMost && (got = ::recv(socket.fd, buffer, sizeof buffer, 0)) > 0;) {
    answer.append(buffer, static_cast<std::size_t>(got));
  }
  const auto end = answer.find("\r\n\r\n");
  if (answer.compare(0, 9, "HTTP/1.1 ") != 0 || end == std::string::npos)
    return {0, "no HTTP answer in time"};
  return {std::atoi(answer.c_str() + 9), answer.substr(end + 4)};
}

}  // namespace emulator
