#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace emulator {

/// "256M" is 268435456 bytes; K, M and G are powers of 1024. Not a size: throws CLI::ValidationError
/// that names the option.
std::uint64_t parse_size(const std::string& option, const std::string& text);

/// "5s", "250ms", "2m", "1h"; a bare number is seconds. Not a time, or more than 1000 hours: throws
/// CLI::ValidationError that names the option.
std::chrono::milliseconds parse_time(const std::string& option, const std::string& text);

}  // namespace emulator
