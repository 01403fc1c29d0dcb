#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace emulator {

/// A date, with a time of day or without one (then it is midnight), as it was written.
/// instant   where no zone is written, as if it were UTC
struct DateTime {
  std::chrono::sys_time<std::chrono::microseconds> instant;
  bool has_time = false;
  bool has_zone = false;
};

/// ISO 8601: "2026-11-23", "2026-11-23T17:42", "…:43.328", with or without "Z" or "+01:00"; digits beyond microseconds
/// are cut off; a year is from 0 to 9999. Anything else, and dates that do not exist: nullopt.
std::optional<DateTime> parse_iso_date_time(std::string_view text);

/// RFC 1123, as HTTP's Date: "Mon, 23 Nov 2026 17:42:43 GMT", also "+0100". The day of the week is not looked at.
std::optional<DateTime> parse_rfc1123(std::string_view text);

}  // namespace emulator
