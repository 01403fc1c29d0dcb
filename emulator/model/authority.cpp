#include "emulator/model/authority.h"

#include <charconv>

namespace emulator {
namespace {

// Behind the host: nothing, or a colon and a port. "h:" means the default port (RFC 3986, 3.2.3).
bool read_port(std::string_view rest, std::optional<std::uint16_t>& port) {
  if (rest.empty()) return true;
  if (rest.front() != ':') return false;
  rest.remove_prefix(1);
  if (rest.empty()) return true;
  std::uint16_t number = 0;
  const char* const end = rest.data() + rest.size();
  const auto [stop, error] = std::from_chars(rest.data(), end, number);
  if (error != std::errc() || stop != end) return false;
  port = number;
  return true;
}

}  // namespace

std::optional<Authority> parse_authority(std::string_view text) {
  Authority authority;
  std::string_view rest;
  if (!text.empty() && text.front() == '[') {
    const auto bracket = text.find(']');
    if (bracket == std::string_view::npos) return std::nullopt;
    authority.host = text.substr(1, bracket - 1);
    rest = text.substr(bracket + 1);
  } else {
    const auto colon = text.find(':');
    authority.host = text.substr(0, colon);
    rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (authority.host.empty() || authority.host.find_first_of("@/?# \t") != std::string_view::npos ||
      !read_port(rest, authority.port)) {
    return std::nullopt;
  }
  return authority;
}

}  // namespace emulator
