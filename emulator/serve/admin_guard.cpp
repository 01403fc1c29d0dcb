#include "emulator/serve/admin_guard.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "emulator/journal/authority.h"
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

bool is_ours(std::string_view authority_text, std::span<const std::string> allowed_hosts) {
  const auto authority = parse_authority(authority_text);
  if (!authority) return false;
  const std::string host(authority->host);
  return is_loopback_name(host) ||
         std::any_of(allowed_hosts.begin(), allowed_hosts.end(), [&](const std::string& allowed) {
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

std::string refusal(std::string_view header, std::string_view value) {
  return "the " + std::string(header) + " header is " + in_quotes(value) +
         ", which is neither a loopback name (localhost, 127.0.0.1, ::1) nor a host that was "
         "allowed when the emulator was started; call it by one of those";
}

}  // namespace

std::optional<std::string> refuse_foreign(const Request& request,
                                          std::span<const std::string> allowed_hosts) {
  for (const HeaderLine& line : request.headers) {
    if (equal_ignoring_case(line.name, "Host") && !is_ours(line.value, allowed_hosts)) {
      return refusal("Host", line.value);
    }
    if (equal_ignoring_case(line.name, "Origin") &&
        !is_ours(authority_of_origin(line.value), allowed_hosts)) {
      return refusal("Origin", line.value);
    }
  }
  return std::nullopt;
}

}  // namespace emulator
