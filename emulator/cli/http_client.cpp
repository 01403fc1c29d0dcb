#include "emulator/cli/http_client.h"

#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "emulator/cli/client_connection.h"
#include "emulator/cli/local_ca.h"

namespace emulator {
namespace {

constexpr std::size_t kMost = 80u << 20;

// "https://[::1]:8443/" is ::1 and 8443, over TLS.
bool parse(const std::string& url, ServerAddress& server) {
  const auto scheme_end = url.find("://");
  const std::string scheme = url.substr(0, scheme_end);
  if (scheme != "http" && scheme != "https") return false;
  server.tls = scheme == "https";
  const auto begin = scheme_end + std::string_view("://").size();
  const std::string authority = url.substr(begin, url.find('/', begin) - begin);
  const bool bracketed = !authority.empty() && authority[0] == '[';
  const auto host_end = bracketed ? authority.find(']') : authority.find(':');
  if (bracketed && host_end == std::string::npos) return false;
  server.host = bracketed ? authority.substr(1, host_end - 1) : authority.substr(0, host_end);
  const auto colon = host_end == std::string::npos ? host_end : authority.find(':', host_end);
  const char* const usual = server.tls ? "443" : "80";
  server.port = colon == std::string::npos ? usual : authority.substr(colon + 1);
  return !server.host.empty() && !server.port.empty();
}

std::string request_text(const ServerAddress& where, const HttpQuestion& question) {
  const std::string host =
      where.host.find(':') == std::string::npos ? where.host : "[" + where.host + "]";
  std::string text = question.method + " " + question.target + " HTTP/1.1\r\nHost: " + host + ":" +
                     where.port + "\r\nConnection: close\r\n";
  for (const Header& header : question.headers) text += header.name + ": " + header.value + "\r\n";
  if (!question.body.empty())
    text += "Content-Length: " + std::to_string(question.body.size()) + "\r\n";
  return text + "\r\n" + question.body;
}

}  // namespace

HttpAnswer ask_http(const std::string& url, const HttpQuestion& question) try {
  ServerAddress where;
  if (!parse(url, where)) return {0, "this is no address such as http://127.0.0.1:8080"};
  const std::string authority = question.authority.empty() && where.tls
                                    ? authority_file(authority_folder())
                                    : question.authority;
  ClientConnection connection(where, authority, question.patience);
  connection.send(request_text(where, question));
  std::string answer;
  char buffer[8192];
  for (std::size_t got;
       answer.size() < kMost && (got = connection.receive(buffer, sizeof buffer)) > 0;)
    answer.append(buffer, got);
  const auto end = answer.find("\r\n\r\n");
  if (answer.compare(0, 9, "HTTP/1.1 ") != 0 || end == std::string::npos)
    return {0, "no HTTP answer in time"};
  return {std::atoi(answer.c_str() + 9), answer.substr(end + 4)};
} catch (const std::runtime_error& error) {
  return {0, error.what()};
}

}  // namespace emulator
