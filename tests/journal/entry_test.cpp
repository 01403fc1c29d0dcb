#include "emulator/journal/entry.h"

#include <doctest/doctest.h>

namespace emulator {
namespace {

Entry plain_entry() {
  Entry entry;
  entry.request = make_request("POST", "/a", {{"Host", "h"}}, "body");
  return entry;
}

TEST_CASE("everything a stranger can make longer counts into an entry's size") {
  const std::size_t plain = size_in_bytes(plain_entry());
  Entry entry = plain_entry();
  SUBCASE("the target") {
    entry.request = make_request("POST", "/a" + std::string(1000, 'x'), {{"Host", "h"}}, "body");
  }
  SUBCASE("a header") {
    entry.request = make_request("POST", "/a", {{"Host", "h" + std::string(1000, 'x')}}, "body");
  }
  SUBCASE("the body") { entry.request.body += std::string(1000, 'x'); }
  SUBCASE("a header of the answer") {
    entry.decision.response.headers.push_back({"A", std::string(1000, 'x')});
  }
  SUBCASE("what was found instead") {
    entry.decision.violations.push_back({nullptr, "", std::string(1000, 'x'), ""});
  }
  SUBCASE("a note") { entry.decision.notes.push_back(std::string(1000, 'x')); }
  CHECK(size_in_bytes(entry) >= plain + 1000);
  CHECK(size_in_bytes(entry) <= plain + 1200);
}

TEST_CASE("an answer's body counts in full, shared or not") {
  Entry entry = plain_entry();
  const std::size_t without = size_in_bytes(entry);
  const auto body = std::make_shared<const std::string>(1000, 'x');
  entry.decision.response.body = body;
  const std::size_t shared = size_in_bytes(entry);
  CHECK(shared >= without + 1000);
  entry.decision.response.body = std::make_shared<const std::string>(*body);
  CHECK(size_in_bytes(entry) == shared);
}

}  // namespace
}  // namespace emulator
