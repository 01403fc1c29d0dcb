#include "emulator/journal/moment.h"

#include <cstdio>

namespace emulator {
namespace {

// Reads from the front of a text; once something is missing, everything after fails too.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool failed() const { return failed_; }
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

  // The digits of a fraction in thousandths; none is a failure.
  int thousandths() {
    int value = 0;
    int digits = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; ++digits) {
      const int d = digit();
      if (digits < 3) value = value * 10 + d;
    }
    failed_ |= digits == 0;
    for (; digits < 3; ++digits) value *= 10;
    return value;
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

std::chrono::milliseconds read_time(Reader& reader) {
  using namespace std::chrono;
  milliseconds time = hours(reader.number(2, 23));
  reader.expect(':');
  time += minutes(reader.number(2, 59));
  if (reader.skip(':')) {
    time += seconds(reader.number(2, 59));
    if (reader.skip('.')) time += milliseconds(reader.thousandths());
  }
  return time;
}

std::chrono::minutes read_offset(Reader& reader) {
  using namespace std::chrono;
  if (reader.skip('Z')) return minutes(0);
  const bool west = reader.skip('-');
  if (!west) reader.expect('+');
  minutes offset = hours(reader.number(2, 18));
  reader.expect(':');
  offset += minutes(reader.number(2, 59));
  return west ? -offset : offset;
}

}  // namespace

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
  using namespace std::chrono;
  Reader reader(text);
  const year y(reader.number(4, 9999));
  reader.expect('-');
  const month m(static_cast<unsigned>(reader.number(2, 12)));
  reader.expect('-');
  const day d(static_cast<unsigned>(reader.number(2, 31)));
  reader.expect('T');
  const milliseconds time = read_time(reader);
  const minutes offset = read_offset(reader);
  const year_month_day date(y, m, d);
  if (reader.failed() || !reader.at_end() || !date.ok()) return std::nullopt;
  return sys_days(date) + time - offset;
}

}  // namespace emulator
