#include "emulator/journal/moment.h"

#include <doctest/doctest.h>

namespace emulator {
namespace {

using std::chrono::milliseconds;

TEST_CASE("a moment is written in UTC with milliseconds") {
  CHECK(to_iso8601(Moment(milliseconds(1795455763328))) == "2026-11-23T17:42:43.328Z");
  CHECK(to_iso8601(Moment()) == "1970-01-01T00:00:00.000Z");
  CHECK(to_iso8601(Moment(milliseconds(-1))) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("a date-time with a zone is read") {
  const Moment moment{milliseconds(1795455763328)};
  CHECK(parse_iso8601("2026-11-23T17:42:43.328Z") == moment);
  CHECK(parse_iso8601("2026-11-23T18:42:43.328+01:00") == moment);
  CHECK(parse_iso8601("2026-11-23T08:12:43.328-09:30") == moment);
  CHECK(parse_iso8601("2026-11-23T17:42:43.3289999999999999999999Z") == moment);
  CHECK(parse_iso8601("2026-11-23T17:42:43.3Z") == moment - milliseconds(28));
  CHECK(parse_iso8601("2026-11-23T17:42:43Z") == moment - milliseconds(328));
  CHECK(parse_iso8601("2026-11-23T17:42Z") == moment - milliseconds(43328));
  CHECK(parse_iso8601("2028-02-29T00:00Z").has_value());
}

TEST_CASE("every year of four digits fits") {
  for (const char* text : {"0000-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"}) {
    const auto moment = parse_iso8601(text);
    REQUIRE(moment);
    CHECK(to_iso8601(*moment) == text);
  }
}

TEST_CASE("anything else is no date-time") {
  for (const char* text :
       {"", "now", "2026-11-23", "2026-11-23T17:42:43", "2026-11-23T17:42:43.Z",
        "2026-11-23 17:42:43Z", "2026-02-29T00:00Z", "2026-13-01T00:00Z", "2026-00-01T00:00Z",
        "2026-01-00T00:00Z", "2026-01-01T24:00Z", "2026-01-01T00:60Z", "2026-01-01T00:00:60Z",
        "2026-01-01T00:00+19:00", "2026-01-01T00:00+0100", "2026-01-01T00:00ZZ",
        "-026-01-01T00:00Z", "20260-01-01T00:00Z"}) {
    CAPTURE(text);
    CHECK(parse_iso8601(text) == std::nullopt);
  }
}

}  // namespace
}  // namespace emulator
