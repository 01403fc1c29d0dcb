#include "emulator/model/date_match.h"

#include <charconv>

namespace emulator {
namespace {

using namespace std::chrono;

std::optional<DateTime> parse_date(std::string_view text) {
  const auto iso = parse_iso_date_time(text);
  return iso ? iso : parse_rfc1123(text);
}

/// "days": how many seconds one has, or how many months.
struct UnitRow {
  std::string_view name;
  std::int64_t seconds;
  int months;
};
constexpr UnitRow kUnits[] = {{"seconds", 1, 0},   {"minutes", 60, 0}, {"hours", 3600, 0},
                              {"days", 86'400, 0}, {"months", 0, 1},   {"years", 0, 12}};

constexpr std::int64_t kMostUnits = 100'000'000;

// "+5 days", "-1 hours"; months and seconds to add.
bool read_shift(std::string_view text, int& months, seconds& shift) {
  const bool minus = text.starts_with('-');
  if (!minus && !text.starts_with('+')) return false;
  text.remove_prefix(1);
  std::int64_t count = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || count < 0 || count > kMostUnits) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  for (const UnitRow& unit : kUnits) {
    if (text != unit.name || (unit.months > 0 && count > 12'000)) continue;
    const std::int64_t signed_count = minus ? -count : count;
    months = static_cast<int>(signed_count * unit.months);
    shift = seconds(signed_count * unit.seconds);
    return true;
  }
  return false;
}

}  // namespace

DateMatch::DateMatch(const PatternSite& expected, Relation relation) : relation_(relation) {
  std::string_view text = expected.text();
  if (!text.starts_with("now")) {
    date_ = parse_date(text);
    return;
  }
  text.remove_prefix(3);
  if (text.starts_with(' ')) text.remove_prefix(1);
  is_now_ = text.empty() || read_shift(text, months_, seconds_);
}

DateMatch::Instant DateMatch::expected_now() const {
  const auto now = time_point_cast<microseconds>(system_clock::now());
  const auto day = floor<days>(now);
  auto date = year_month_day(day) + months(months_);
  if (!date.ok()) date = date.year() / date.month() / last;
  return sys_days(date) + (now - day) + seconds_;
}

bool DateMatch::matches(std::string_view text) const {
  const auto actual = parse_date(text);
  if (!actual || (!date_ && !is_now_)) return false;
  const Instant expected = is_now_ ? expected_now() : date_->instant;
  switch (relation_) {
    case Relation::kBefore:
      return actual->instant < expected;
    case Relation::kAfter:
      return actual->instant > expected;
    case Relation::kEqual:
      return actual->instant == expected;
  }
  return false;
}

}  // namespace emulator
