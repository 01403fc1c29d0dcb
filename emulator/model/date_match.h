#pragma once

#include <string_view>

#include "emulator/model/date_time.h"
#include "emulator/model/pattern_reader.h"

namespace emulator {

/// WireMock's before, after and equalToDateTime: is a text a date that stands so to another? Where no zone is written,
/// UTC is meant. Immutable, any thread.
class DateMatch {
 public:
  enum class Relation { kBefore, kAfter, kEqual };

  /// expected  a date (ISO 8601 or RFC 1123), "now", or "now +5 days" (seconds, minutes, hours, days, months, years);
  ///           anything else matches nothing. Throws PatternError where it is no string.
  DateMatch(const PatternSite& expected, Relation relation);

  bool matches(std::string_view text) const;

 private:
  using Instant = decltype(DateTime::instant);
  Instant expected_now() const;

  Relation relation_;
  std::optional<DateTime> date_;
  bool is_now_ = false;
  int months_ = 0;
  std::chrono::seconds seconds_{0};
};

}  // namespace emulator
