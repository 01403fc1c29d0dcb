#include "emulator/model/date_time.h"

#include <algorithm>
#include <array>

namespace emulator {
namespace {

using namespace std::chrono;

// Reads from the front of a text; once something is missing, everything after fails too.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool good() const { return !failed_ && rest_.empty(); }
  bool at_end() const { return rest_.empty(); }

  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) { failed_ |= !skip(c); }

  // Exactly `digits` digits that are at most `most`.
  int number(int digits, int most) {
    int value = 0;
    for (int i = 0; i < digits; ++i) value = value * 10 + digit();
    failed_ |= value > most;
    return value;
  }
  // One or two of them.
  int short_number(int most) {
    int value = digit();
    if (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9')
      value = value * 10 + digit();
    failed_ |= value > most;
    return value;
  }

  // The digits of a fraction in millionths; none is a failure.
  int millionths() {
    int value = 0;
    int digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; ++digits) {
      const int d = digit();
      if (digits < 6) value = value * 10 + d;
    }
    failed_ |= digits == 0;
    for (; digits < 6; ++digits) value *= 10;
    return value;
  }

  // Which of the words is next, from 1.
  template <std::size_t N>
  unsigned one_of(const std::array<std::string_view, N>& words) {
    for (std::size_t i = 0; i < N; ++i) {
      if (!rest_.starts_with(words[i])) continue;
      rest_.remove_prefix(words[i].size());
      return static_cast<unsigned>(i + 1);
    }
    failed_ = true;
    return 1;
  }

 private:
  int digit() {
    if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
      failed_ = true;
      return 0;
    }
    const int value = rest_.front() - '0';
    rest_.remove_prefix(1);
    return value;
  }

  std::string_view rest_;
  bool failed_ = false;
};

microseconds read_time(Reader& reader) {
  microseconds time = hours(reader.number(2, 23));
  reader.expect(':');
  time += minutes(reader.number(2, 59));
  if (reader.skip(':')) {
    time += seconds(reader.number(2, 59));
    if (reader.skip('.')) time += microseconds(reader.millionths());
  }
  return time;
}

minutes read_offset(Reader& reader, bool has_colon) {
  const bool west = reader.skip('-');
  if (!west) reader.expect('+');
  minutes offset = hours(reader.number(2, 18));
  if (has_colon) reader.expect(':');
  offset += minutes(reader.number(2, 59));
  return west ? -offset : offset;
}

}  // namespace

std::optional<DateTime> parse_iso_date_time(std::string_view text) {
  Reader reader(text);
  const year y(reader.number(4, 9999));
  reader.expect('-');
  const month m(static_cast<unsigned>(reader.number(2, 12)));
  reader.expect('-');
  const day d(static_cast<unsigned>(reader.number(2, 31)));
  DateTime out;
  microseconds time{0};
  minutes offset{0};
  if (reader.skip('T')) {
    out.has_time = true;
    time = read_time(reader);
    out.has_zone = !reader.at_end();
    if (out.has_zone && !reader.skip('Z')) offset = read_offset(reader, true);
  }
  const year_month_day date(y, m, d);
  if (!reader.good() || !date.ok()) return std::nullopt;
  out.instant = sys_days(date) + time - offset;
  return out;
}

std::optional<DateTime> parse_rfc1123(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kDays{"Mon", "Tue", "Wed", "Thu",
                                                         "Fri", "Sat", "Sun"};
  static constexpr std::array<std::string_view, 12> kMonths{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  Reader reader(text);
  reader.one_of(kDays);
  reader.expect(',');
  reader.expect(' ');
  const day d(static_cast<unsigned>(reader.short_number(31)));
  reader.expect(' ');
  const month m(reader.one_of(kMonths));
  reader.expect(' ');
  const year y(reader.number(4, 9999));
  reader.expect(' ');
  const microseconds time = read_time(reader);
  reader.expect(' ');
  minutes offset{0};
  if (reader.skip('G')) {
    reader.expect('M');
    reader.expect('T');
  } else {
    offset = read_offset(reader, false);
  }
  const year_month_day date(y, m, d);
  if (!reader.good() || !date.ok()) return std::nullopt;
  return DateTime{sys_days(date) + time - offset, true, true};
}

}  // namespace emulator
