#include "emulator/cli/http_client.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

#include "emulator/cli/client_connection.h"
#include "emulator/cli/local_ca.h"
#include "emulator/serve/refusals.h"

namespace emulator {
namespace {

constexpr std::size_t kMost = 80u << 20;
constexpr std::chrono::milliseconds kProbe{1'000};
constexpr std::string_view kTlsAlert = "\x15\x03";  // what many servers answer to plain HTTP

bool is_port_number(const std::string& text) {
  constexpr unsigned kMostPort = 65'535;
  unsigned port = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && stop == text.data() + text.size() && port > 0 && port <= kMostPort;
}

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
  return !server.host.empty() && is_port_number(server.port);
}

// "127.0.0.1:8080", "[::1]:8080"
std::string with_port(const ServerAddress& where) {
  const bool bare = where.host.find(':') == std::string::npos;
  return (bare ? where.host : "[" + where.host + "]") + ":" + where.port;
}

std::string request_text(const ServerAddress& where, const HttpQuestion& question) {
  std::string text = question.method + " " + question.target +
                     " HTTP/1.1\r\nHost: " + with_port(where) + "\r\nConnection: close\r\n";
  for (const Header& header : question.headers) text += header.name + ": " + header.value + "\r\n";
  if (!question.body.empty())
    text += "Content-Length: " + std::to_string(question.body.size()) + "\r\n";
  return text + "\r\n" + question.body;
}

HttpAnswer exchange(const ServerAddress& where, const std::string& authority,
                    const HttpQuestion& question) {
  ClientConnection connection(where, authority, question.patience);
  connection.send(request_text(where, question));
  std::string answer;
  char buffer[8192];
  for (std::size_t got;
       answer.size() < kMost && (got = connection.receive(buffer, sizeof buffer)) > 0;)
    answer.append(buffer, got);
  if (answer.starts_with(kTlsAlert)) return {0, std::string(wire::kSpeaksTls)};
  const auto end = answer.find("\r\n\r\n");
  if (answer.compare(0, 9, "HTTP/1.1 ") != 0 || end == std::string::npos)
    return {0, "no HTTP answer in time"};
  return {std::atoi(answer.c_str() + 9), answer.substr(end + 4)};
}

/// An emulator without TLS would record a handshake as the mistake of a client under test, so it is asked without TLS
/// first; one with TLS answers that with 400.
bool speaks_plain_http(ServerAddress where, const HttpQuestion& question) try {
  where.tls = false;
  const HttpQuestion probe{"GET", "/__admin/health", {}, {}, std::min(question.patience, kProbe)};
  const int status = exchange(where, {}, probe).status;
  return status != 0 && status != 400;
} catch (const NobodyListens&) {
  throw;
} catch (const std::runtime_error&) {
  return false;
}

HttpAnswer ask_with_tls(const ServerAddress& where, const HttpQuestion& question) {
  if (speaks_plain_http(where, question))
    return {0, "this port speaks plain HTTP: use http://" + with_port(where)};
  const std::string authority =
      question.authority.empty() ? authority_file(authority_folder()) : question.authority;
  return exchange(where, authority, question);
}

HttpAnswer ask_without_tls(const ServerAddress& where, const HttpQuestion& question) {
  HttpAnswer answer = exchange(where, {}, question);
  const bool refused = answer.status == 0 || answer.status == 400;
  if (!refused || answer.body.find(wire::kSpeaksTls) == std::string::npos) return answer;
  return {0, std::string(wire::kSpeaksTls) + ": use https://" + with_port(where)};
}

}  // namespace

bool is_server_url(const std::string& url) {
  ServerAddress server;
  return parse(url, server);
}

HttpAnswer ask_http(const std::string& url, const HttpQuestion& question) try {
  ServerAddress where;
  if (!parse(url, where)) return {0, "this is no address such as http://127.0.0.1:8080"};
  return where.tls ? ask_with_tls(where, question) : ask_without_tls(where, question);
} catch (const NobodyListens& error) {
  return {0, error.what(), true};
} catch (const std::runtime_error& error) {
  return {0, error.what()};
}

}  // namespace emulator
