#include "emulator/journal/moment.h"

#include <cstdio>

#include "emulator/model/date_time.h"

namespace emulator {

Moment moment_of(std::chrono::system_clock::time_point time) {
  return std::chrono::floor<std::chrono::milliseconds>(time);
}

std::string to_iso8601(Moment moment) {
  using namespace std::chrono;
  const sys_days day = floor<days>(moment);
  const year_month_day date(day);
  const hh_mm_ss time(moment - day);
  char text[64];
  std::snprintf(text, sizeof(text), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return text;
}

std::optional<Moment> parse_iso8601(std::string_view text) {
  const auto date = parse_iso_date_time(text);
  if (!date || !date->has_time || !date->has_zone) return std::nullopt;
  return std::chrono::floor<std::chrono::milliseconds>(date->instant);
}

}  // namespace emulator
