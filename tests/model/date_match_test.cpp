#include "emulator/model/date_match.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/model/match.h"

using namespace emulator;

namespace {

bool holds(const std::string& matcher, const std::string& value) {
  return RequestPattern(Json::parse(R"({"headers": {"When": )" + matcher + "}}"))
      .matches(make_request("GET", "/", {{"When", value}}));
}

std::string to_text(std::chrono::system_clock::time_point when) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[40];
  std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace

TEST_CASE("dates are compared as moments, with their zones") {
  CHECK(holds(R"({"before": "2026-11-23T12:00:00Z"})", "2026-11-23T12:30:00+01:00"));
  CHECK_FALSE(holds(R"({"before": "2026-11-23T12:00:00Z"})", "2026-11-23T12:00:00Z"));
  CHECK(holds(R"({"after": "2026-11-23"})", "2026-11-23T00:00:00.001Z"));
  CHECK(holds(R"({"equalToDateTime": "2026-11-23T12:00:00Z"})", "2026-11-23T13:00+01:00"));
  CHECK(holds(R"({"equalToDateTime": "2026-11-23"})", "2026-11-23T00:00:00"));
  CHECK(holds(R"({"equalToDateTime": "2026-11-23T12:00:00Z"})", "Mon, 23 Nov 2026 12:00:00 GMT"));
  CHECK(holds(R"({"equalToDateTime": "2026-11-03T10:00:00Z"})", "Tue, 3 Nov 2026 12:00:00 +0200"));
}

TEST_CASE("what is no date matches nothing, on either side") {
  for (const char* no_date :
       {"", "yesterday", "2026-02-30", "2026-11-23T25:00", "2026-11-23T12:00:00Zx",
        "Mon, 23 Nov 2026 12:00:00", "1795455763328"}) {
    CAPTURE(no_date);
    CHECK_FALSE(holds(R"({"before": "9999-01-01"})", no_date));
    CHECK_FALSE(holds(Json{{"after", no_date}}.dump(), "9999-01-01"));
  }
}

TEST_CASE("an expected date may be relative to now") {
  const auto now = std::chrono::system_clock::now();
  const auto in = [&](std::chrono::hours by) { return to_text(now + by); };
  CHECK(holds(R"({"before": "now"})", in(std::chrono::hours(-1))));
  CHECK(holds(R"({"after": "now"})", in(std::chrono::hours(1))));
  CHECK(holds(R"({"before": "now +2 days"})", in(std::chrono::hours(47))));
  CHECK_FALSE(holds(R"({"before": "now +2 days"})", in(std::chrono::hours(49))));
  CHECK(holds(R"({"after": "now -2 hours"})", in(std::chrono::hours(-1))));
  CHECK(holds(R"({"after": "now -1 months"})", in(std::chrono::hours(-24 * 27))));
  CHECK_FALSE(holds(R"({"after": "now -1 years"})", in(std::chrono::hours(-24 * 367))));
  CHECK_FALSE(holds(R"({"after": "now -1 fortnights"})", in(std::chrono::hours(1))));
}

TEST_CASE("options of dates are refused, as they are not supported") {
  try {
    RequestPattern(Json::parse(R"({"headers": {"A": {"before": "now", "actualFormat": "dd"}}})"));
    FAIL("not refused");
  } catch (const PatternError& error) {
    CHECK(error.pointer() == "/headers/A/actualFormat");
    CHECK(std::string(error.what()) == "the matcher 'before' has no option 'actualFormat'");
  }
}
