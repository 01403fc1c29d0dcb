#include "emulator/serve/admin_guard.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "emulator/model/authority.h"
#include "emulator/text/base64.h"
#include "emulator/text/quote.h"

namespace emulator {

bool is_loopback_name(const std::string& host) {
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == 127;
  in6_addr v6{};
  if (inet_pton(AF_INET6, host.c_str(), &v6) == 1) return IN6_IS_ADDR_LOOPBACK(&v6);
  return equal_ignoring_case(host, "localhost");
}

namespace {

bool is_ours(std::string_view authority_text, const AdminAccess& access) {
  const auto authority = parse_authority(authority_text);
  if (!authority) return false;
  const std::string host(authority->host);
  return is_loopback_name(host) ||
         std::any_of(access.hosts.begin(), access.hosts.end(), [&](const std::string& allowed) {
           return equal_ignoring_case(allowed, host);
         });
}

// "http://host:port"; "null" and other schemes have no authority.
std::string_view authority_of_origin(std::string_view origin) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme)) return origin.substr(scheme.size());
  }
  return {};
}

bool may_call(std::string_view origin, const AdminAccess& access) {
  const auto named = std::find(access.origins.begin(), access.origins.end(), origin);
  return named != access.origins.end() || is_ours(authority_of_origin(origin), access);
}

std::string refusal(std::string_view header, std::string_view value) {
  return "the " + std::string(header) + " header is " + in_quotes(value) +
         ", which is neither a loopback name (localhost, 127.0.0.1, ::1) nor a host that was "
         "allowed when the emulator was started; call it by one of those";
}

/// The credentials behind the scheme; another scheme: nullopt.
std::optional<std::string_view> behind_scheme(std::string_view value, std::string_view scheme) {
  if (value.size() <= scheme.size() || value[scheme.size()] != ' ' ||
      !equal_ignoring_case(value.substr(0, scheme.size()), scheme))
    return std::nullopt;
  value.remove_prefix(scheme.size());
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  return value;
}

std::string token_in(const Request& request) {
  const HeaderLine* line = request.header("Authorization");
  if (line == nullptr) return {};
  // The Java client's ClientTokenAuthenticator says "Token".
  for (const char* scheme : {"Bearer", "Token"}) {
    if (const auto token = behind_scheme(line->value, scheme)) return std::string(*token);
  }
  const auto basic = behind_scheme(line->value, "Basic");
  const auto pair = basic ? from_base64(*basic) : std::nullopt;
  const auto colon = pair ? pair->find(':') : std::string::npos;
  return colon == std::string::npos ? std::string() : pair->substr(colon + 1);
}

/// The time depends on the length of `given` alone.
bool equal_in_constant_time(const std::string& given, const std::string& secret) {
  unsigned difference = given.size() == secret.size() ? 0 : 1;
  for (std::size_t i = 0; i < given.size(); ++i)
    difference |= static_cast<unsigned char>(given[i] ^ secret[i % secret.size()]);
  return difference == 0;
}

}  // namespace

std::optional<std::string> refuse_foreign(const Request& request, const AdminAccess& access) {
  const bool any_host =
      access.open || (!access.token.empty() && carries_token(request, access.token));
  for (const HeaderLine& line : request.headers) {
    if (equal_ignoring_case(line.name, "Host") && !any_host && !is_ours(line.value, access))
      return refusal("Host", line.value);
    if (equal_ignoring_case(line.name, "Origin") && !may_call(line.value, access))
      return refusal("Origin", line.value);
  }
  return std::nullopt;
}

bool carries_token(const Request& request, const std::string& token) {
  return token.empty() || equal_in_constant_time(token_in(request), token);
}

}  // namespace emulator
