#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "shop.h"

#include <emulator/testing/doctest.h>

using namespace emulator::testing;

// The emulator runs in the test's own process: one a test, on a port of its own, costs next to nothing. What is
// expected is checked where it ends. INFO tells the refused calls where a check fails.
TEST_CASE("asks once, for the right user") {
  Emulator alloy;
  INFO(alloy.refused());
  alloy.record("users", {{"userId", "u_1"}, {"username", "jane@example.com"}});
  alloy.expect(get("/integrations/Magento").with_query("userId", "jane@example.com"), exactly(1));
  CHECK(ask_for_magento(alloy.url(), "jane@example.com") == 200);
}

TEST_CASE("sees nothing of the other") {
  Emulator alloy;
  INFO(alloy.refused());
  alloy.expect(get("/integrations/Magento"), exactly(2));
  CHECK(ask_for_magento(alloy.url(), "jane@example.com") == 400);
  alloy.stub(get("/integrations/Magento"), reply(503));
  CHECK(ask_for_magento(alloy.url(), "merchant_123@example.com") == 503);
}
