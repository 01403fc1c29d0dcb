#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace emulator {

/// What a Host header holds. Views point into the text it was read from.
/// host  as written, an IPv6 address without its brackets
/// port  none given: nullopt
struct Authority {
  std::string_view host;
  std::optional<std::uint16_t> port;
};

/// "h", "h:80", "[::1]:80"; a port that is none, user information, no host: nullopt.
std::optional<Authority> parse_authority(std::string_view text);

}  // namespace emulator
