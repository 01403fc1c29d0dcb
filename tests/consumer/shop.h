#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

/// The code under test: asks over HTTP whether a merchant has Magento. Written without a library, as this
/// project is about tests.
/// url  "http://127.0.0.1:PORT"
inline int ask_for_magento(const std::string& url, const std::string& user) {
  const auto port = static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return -1;
  const std::string request = "GET /integrations/Magento?userId=" + user +
                              " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: bearer KEY\r\n"
                              "x-api-version: 2025-09\r\nConnection: close\r\n\r\n";
  send(fd, request.data(), request.size(), 0);
  std::string answer;
  char bytes[4096];
  for (ssize_t count = 0; (count = recv(fd, bytes, sizeof bytes, 0)) > 0;)
    answer.append(bytes, static_cast<std::size_t>(count));
  close(fd);
  return answer.size() > 12 ? std::stoi(answer.substr(9, 3)) : 0;
}
