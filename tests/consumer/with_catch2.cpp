#include <emulator/testing/catch2.h>

#include "shop.h"

using namespace emulator::testing;

TEST_CASE("holds") {
  Emulator alloy;
  alloy.expect(operation("get-an-integration").refused(), exactly(1));
  CHECK(ask_for_magento(alloy.url(), "nobody") == 400);
}

TEST_CASE("fails") {
  Emulator alloy;
  // The next line fails.
  alloy.expect(get("/integrations/Magento").with_query("userId", "jane@example.com"));
  ask_for_magento(alloy.url(), "merchant_123@example.com");
}
