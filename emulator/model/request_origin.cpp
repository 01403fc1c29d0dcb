#include "emulator/model/request_origin.h"

namespace emulator {

std::string_view authority_of(const Request& request) {
  if (const HeaderLine* host = request.header("Host")) return host->value;
  const auto scheme_end = request.target.find("://");
  if (request.target.starts_with('/') || scheme_end == std::string_view::npos) return {};
  const std::string_view rest = request.target.substr(scheme_end + 3);
  return rest.substr(0, rest.find_first_of("/?"));
}

std::string_view scheme_of(const Request& request) { return request.tls ? "https" : "http"; }

std::string client_ip(const Request& request) {
  if (const HeaderLine* forwarded = request.header("X-Forwarded-For")) {
    std::string_view first = forwarded->value.substr(0, forwarded->value.find(','));
    const auto begin = first.find_first_not_of(" \t");
    if (begin != std::string_view::npos)
      return std::string(first.substr(begin, first.find_last_not_of(" \t") - begin + 1));
  }
  return request.client;
}

}  // namespace emulator
