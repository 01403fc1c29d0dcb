#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>
#include <thread>

#include "tests/testing/failures.h"

namespace emulator::testing {
namespace {

using std::chrono::milliseconds;

constexpr const char* kMagentoPage = "/integrations/Magento";
constexpr const char* kJanes = "/integrations/Magento?userId=jane@example.com";
constexpr const char* kMerchants = "/integrations/Magento?userId=merchant_123@example.com";

/// What an expectation says after these calls.
std::string said(const std::vector<std::string>& targets, const Match& match, const Count& count) {
  CaughtFailures caught;
  Emulator alloy;
  for (const std::string& target : targets) alloy.call("GET", target, good_headers());
  const bool holds = alloy.verify(match, count);
  CHECK(holds == caught.all.empty());
  return caught.all.empty() ? "" : without_ids(caught.all[0].text);
}

TEST_CASE("an expectation that holds says nothing") {
  CHECK(said({kMerchants}, get(kMagentoPage), exactly(1)) == "");
  CHECK(said({}, get(kMagentoPage), never()) == "");
  CHECK(said({kMerchants, kMerchants}, get(kMagentoPage), at_least(1)) == "");
  CHECK(said({kMerchants}, get(kMagentoPage).accepted(), at_most(1)) == "");
}

TEST_CASE("another value: the nearest call, and what it has in its place") {
  CHECK(
      said({"/integrations/Shopify?userId=merchant_123@example.com", kMerchants},
           get(kMagentoPage).with_query("userId", "jane@example.com"), exactly(1)) ==
      R"(expected exactly 1 of the recorded calls to match {"method":"GET","urlPath":"/integrations/Magento","queryParameters":{"userId":{"equalTo":"jane@example.com"}}}, found 0 calls
near: GET /integrations/Magento?userId=merchant_123@example.com answered 200 (ID)
  query userId: expected {"equalTo":"jane@example.com"}, found 'merchant_123@example.com'
near: GET /integrations/Shopify?userId=merchant_123@example.com answered 200 (ID)
  urlPath: expected "/integrations/Magento", found '/integrations/Shopify'
  query userId: expected {"equalTo":"jane@example.com"}, found 'merchant_123@example.com')");
}

TEST_CASE("no call at all") {
  CHECK(
      said({}, get(kMagentoPage), exactly(1)) ==
      R"(expected exactly 1 of the recorded calls to match {"method":"GET","urlPath":"/integrations/Magento"}, found 0 calls
no other call was recorded)");
}

TEST_CASE("too many, too few") {
  CHECK(
      said({kMerchants, kMerchants}, get(kMagentoPage), exactly(1)) ==
      R"(expected exactly 1 of the recorded calls to match {"method":"GET","urlPath":"/integrations/Magento"}, found 2 calls
found: GET /integrations/Magento?userId=merchant_123@example.com answered 200 at TIME (ID)
found: GET /integrations/Magento?userId=merchant_123@example.com answered 200 at TIME (ID))");
  CHECK(
      said({kMerchants}, get(kMagentoPage), never()) ==
      R"(expected exactly 0 of the recorded calls to match {"method":"GET","urlPath":"/integrations/Magento"}, found 1 call
found: GET /integrations/Magento?userId=merchant_123@example.com answered 200 at TIME (ID))");
  CHECK(said({kMerchants, kMerchants}, Match(), at_most(1)) ==
        R"(expected at most 1 of the recorded calls to match {}, found 2 calls
found: GET /integrations/Magento?userId=merchant_123@example.com answered 200 at TIME (ID)
found: GET /integrations/Magento?userId=merchant_123@example.com answered 200 at TIME (ID))");
  CHECK(said({kMerchants}, Match(), at_least(2)) ==
        R"(expected at least 2 of the recorded calls to match {}, found 1 call
found: GET /integrations/Magento?userId=merchant_123@example.com answered 200 at TIME (ID))");
}

TEST_CASE("a missing header, a value that does not match, a secret") {
  CHECK(
      said({kMerchants},
           get(kMagentoPage)
               .with_header("X-Trace", "7")
               .with_header("x-api-version", matches("2026-.*"))
               .with_header("Authorization", "bearer OTHER"),
           exactly(1)) ==
      R"(expected exactly 1 of the recorded calls to match {"method":"GET","urlPath":"/integrations/Magento","headers":{"X-Trace":{"equalTo":"7"},"x-api-version":{"matches":"2026-.*"},"Authorization":{"equalTo":"***"}}}, found 0 calls
near: GET /integrations/Magento?userId=merchant_123@example.com answered 200 (ID)
  header X-Trace: expected {"equalTo":"7"}, found none
  header x-api-version: expected {"matches":"2026-.*"}, found '2025-09'
  header Authorization: expected the value asked for, found another value (not shown))");
}

TEST_CASE("what became of the call") {
  CHECK(
      said({kJanes}, operation("get-an-integration").accepted(), exactly(1)) ==
      R"(expected exactly 1 of the recorded calls to match {"operationId":"get-an-integration","outcome":"accepted"}, found 0 calls
near: GET /integrations/Magento?userId=jane@example.com answered 400 (ID)
  outcome: expected "accepted", found 'refused'
  refused: query.userId.known (assumed): query userId: expected the userId or username of a record of 'users', found 'jane@example.com'; add a record, or use one of those there are, such as '6622cd2e506ac293a3e60b00', 'merchant_123@example.com', '6622cd2e506ac293a3e60b01' or 'merchant+test@example.com'; --allow-unknown-users lets any pass)");
  CHECK(
      said({kJanes}, Match().violating("header.x-api-version.required"), exactly(1)) ==
      R"(expected exactly 1 of the recorded calls to match {"violated":"header.x-api-version.required"}, found 0 calls
near: GET /integrations/Magento?userId=jane@example.com answered 400 (ID)
  violated: expected "header.x-api-version.required", found 'query.userId.known'
  refused: query.userId.known (assumed): query userId: expected the userId or username of a record of 'users', found 'jane@example.com'; add a record, or use one of those there are, such as '6622cd2e506ac293a3e60b00', 'merchant_123@example.com', '6622cd2e506ac293a3e60b01' or 'merchant+test@example.com'; --allow-unknown-users lets any pass)");
}

TEST_CASE(
    "an expectation about an operation or a rule that there is none of is a mistake of the test") {
  Emulator alloy;
  const auto told = [](auto&& ask) -> std::string {
    try {
      ask();
    } catch (const Error& error) {
      return error.what();
    }
    return "nothing";
  };
  const std::string typo =
      "/operationId: no operation has the operationId 'get-an-integraton'; did you mean "
      "'get-an-integration'?";
  const Match match = operation("get-an-integraton");
  CHECK(told([&] { alloy.expect(match, never()); }) == "the pattern cannot be read: " + typo);
  CHECK(told([&] { alloy.count(match); }) == "the pattern cannot be read: " + typo);
  CHECK(told([&] { alloy.calls(match); }) == "the pattern cannot be read: " + typo);
  CHECK(told([&] { alloy.verify(match, never()); }) ==
        "the verification cannot be read: /pattern" + typo);
  CHECK(
      told([&] { alloy.count(Match().violating("query.userId.knwn")); }) ==
      "the pattern cannot be read: /violated: no rule has the id 'query.userId.knwn'; did you mean "
      "'query.userId.known'?");
  CHECK(alloy.check_expectations());
}

TEST_CASE(
    "expectations are checked at the end of the emulator's scope, in their order, at their lines") {
  CaughtFailures caught;
  int first = 0;
  {
    Emulator alloy;
    first = __LINE__ + 1;
    alloy.expect(get("/a"));
    alloy.expect(get(kMagentoPage));
    alloy.expect(get("/b"), never());
    alloy.expect(get("/c"), at_least(1));
    alloy.call("GET", kMerchants, good_headers());
    CHECK(caught.all.empty());
  }
  REQUIRE(caught.all.size() == 2);
  CHECK(std::string(caught.all[0].file) == __FILE__);
  CHECK(caught.all[0].line == first);
  CHECK(caught.all[1].line == first + 3);
  CHECK(caught.all[1].text.starts_with("expected at least 1 of the recorded calls to match"));
}

TEST_CASE("tests that share an emulator have scopes, which end with a reset") {
  CaughtFailures caught;
  Emulator alloy;
  {
    const Scope test(alloy);
    alloy.expect(get("/a"), never());
    alloy.stub(get("/a"), reply(201));
    alloy.record("users", {{"userId", "u_1"}, {"username", "u_1"}});
    CHECK(alloy.call("GET", "/a").status == 201);
  }
  CHECK(caught.all.size() == 1);
  CHECK(alloy.count() == 0);
  CHECK(alloy.call("GET", "/a").status == 404);
  CHECK(alloy.call("GET", "/integrations/Magento?userId=u_1", good_headers()).status == 400);
  CHECK(alloy.check_expectations());
}

TEST_CASE("a reset checks first, and then expects nothing") {
  CaughtFailures caught;
  {
    Emulator alloy;
    alloy.expect(get("/a"));
    alloy.reset();
    CHECK(caught.all.size() == 1);
  }
  CHECK(caught.all.size() == 1);
}

TEST_CASE("an expectation waits for calls to come, and for no more to come") {
  CaughtFailures caught;
  std::thread late;
  {
    Emulator alloy;
    alloy.expect(get(kMagentoPage),
                 exactly(1).within(std::chrono::seconds(10)).settled_for(milliseconds(10)));
    late = std::thread([&] { alloy.call("GET", kMerchants, good_headers()); });
    CHECK(alloy.check_expectations());
    late.join();
    alloy.expect(get("/a"), exactly(1).within(milliseconds(10)));
  }
  CHECK(caught.all.size() == 1);
}

TEST_CASE("a handler that throws does not end the program at the end of a scope") {
  CaughtFailures restored;
  set_failure_handler([](const Failure&) { throw std::runtime_error("ends the test"); });
  std::optional<Emulator> alloy(std::in_place);
  alloy->expect(get("/a"));
  alloy.reset();
  alloy.emplace();
  CHECK_THROWS_WITH(alloy->verify(get("/a")), "ends the test");
}

}  // namespace
}  // namespace emulator::testing
