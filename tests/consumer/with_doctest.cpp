#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <emulator/testing/doctest.h>

#include "shop.h"

using namespace emulator::testing;

TEST_CASE("holds") {
  Emulator alloy;
  const std::string jane = alloy.record("users", {{"username", "jane@example.com"}});
  alloy.expect(get("/integrations/Magento").with_query("userId", jane), exactly(1));
  CHECK(ask_for_magento(alloy.url(), jane) == 200);
  alloy.stub(get("/integrations/Magento"), reply(503).once());
  CHECK(ask_for_magento(alloy.url(), "merchant_123@example.com") == 503);
  alloy.fault(get("/integrations/Magento"), Fault::kEmptyResponse);
  CHECK(ask_for_magento(alloy.url(), "merchant_123@example.com") == 0);
  CHECK(alloy.calls(get("/integrations/Magento")).size() == 3);
}

TEST_CASE("fails") {
  Emulator alloy;
  // The next line fails.
  alloy.expect(get("/integrations/Magento").with_query("userId", "jane@example.com"));
  ask_for_magento(alloy.url(), "merchant_123@example.com");
}

TEST_CASE("fails while another failure ends it") {
  Emulator alloy;
  alloy.expect(get("/never"));
  REQUIRE(false);
}
