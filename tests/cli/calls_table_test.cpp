#include "emulator/cli/calls_table.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace emulator;
using Json = nlohmann::ordered_json;

namespace {

/// A call that breaks so many rules, the line feed included.
std::string event_with(int reasons) {
  std::string why;
  Json violations = Json::array();
  for (int i = 0; i < reasons; ++i) {
    const std::string rule = "query.p" + std::to_string(i) + ".known";
    why += (i == 0 ? "" : "; ") + rule + " (documented, a.yaml:" + std::to_string(i) +
           "): expected " + std::string(100, 'x') + ", found 'y'";
    violations.push_back({{"rule", rule}});
  }
  const Json event = {
      {"request", {{"loggedDateString", "now"}, {"method", "GET"}, {"url", "/a"}}},
      {"response", {{"status", 400}}},
      {"subEvents",
       {{{"type", "EMULATOR_DECISION"}, {"data", {{"why", why}, {"violations", violations}}}}}}};
  return event.dump() + "\n";
}

std::size_t count_of(const std::string& part, const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("the table of calls gives whole reasons, and of very many the first eight") {
  const std::string few = calls_as_table(event_with(8));
  CHECK(few.starts_with("now  400  GET /a  query.p0.known (documented, a.yaml:0): expected xxx"));
  CHECK(count_of(", found 'y'", few) == 8);
  CHECK(few.ends_with("x, found 'y'\n"));
  const std::string one_more = calls_as_table(event_with(9));
  CHECK(count_of(", found 'y'", one_more) == 8);
  CHECK(one_more.ends_with("x, found 'y'; … and 1 more reason; --format json shows all\n"));
  CHECK(calls_as_table(event_with(300))
            .ends_with("x, found 'y'; … and 292 more reasons; --format json shows all\n"));
  CHECK(calls_as_table(event_with(0)) == "now  400  GET /a\n");
}
