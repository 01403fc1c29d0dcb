#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/socket_client.h"

namespace stress {

struct Answer {
  int status = 0;
  std::string id;  ///< Emulator-Call; none: ""
  std::string body;
};

/// Calls over one connection, made anew when the emulator ends it.
class Client {
 public:
  /// headers  whole lines, each with its line end
  Client(std::uint16_t port, std::string headers) : port_(port), headers_(std::move(headers)) {}

  Answer ask(std::string_view method, std::string_view target, const std::string& body = {}) {
    return send(std::string(method) + " " + std::string(target) +
                " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers_ +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  /// Any bytes that get one answer.
  Answer send(const std::string& bytes) {
    if (!connection_) connection_.emplace(port_);
    connection_->send(bytes);
    const std::string answer = connection_->answer();
    if (answer.find("\r\nConnection: close\r\n") != std::string::npos) connection_.reset();
    return read(answer);
  }

 private:
  static Answer read(const std::string& text) {
    const auto end = text.find("\r\n\r\n");
    if (text.size() < 12 || end == std::string::npos) return {0, "", text};
    Answer out{std::stoi(text.substr(9, 3)), "", text.substr(end + 4)};
    constexpr std::string_view kId = "\r\nEmulator-Call: ";
    const auto id = text.find(kId);
    if (id < end) out.id = text.substr(id + kId.size(), 36);
    return out;
  }

  const std::uint16_t port_;
  const std::string headers_;
  std::optional<support::SocketClient> connection_;
};

}  // namespace stress
