#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace emulator {

/// A moment as the admin protocol knows it. In milliseconds, years 0 to 9999 fit; in the system
/// clock's nanoseconds they would not.
using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

Moment moment_of(std::chrono::system_clock::time_point time);

/// "2026-11-23T17:42:43.328Z"
std::string to_iso8601(Moment moment);

/// An ISO 8601 date-time with a zone, "2026-11-23T17:42:43.328+01:00"; seconds and fraction may be
/// left out, digits beyond milliseconds are cut off. No zone, no time, no such date: nullopt.
std::optional<Moment> parse_iso8601(std::string_view text);

}  // namespace emulator
