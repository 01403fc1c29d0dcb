#include <emulator/testing/gtest.h>

#include "shop.h"

using namespace emulator::testing;

/// One emulator for all tests of the suite, reset after each.
class Shop : public ::testing::Test {
 protected:
  static Emulator& alloy() {
    static Emulator the_one;
    return the_one;
  }
  void TearDown() override { alloy().reset(); }
};

TEST_F(Shop, Holds) {
  alloy().expect(operation("get-an-integration").accepted());
  EXPECT_EQ(ask_for_magento(alloy().url(), "merchant_123@example.com"), 200);
}

TEST_F(Shop, Fails) {
  // The next line fails.
  alloy().expect(get("/integrations/Magento").with_query("userId", "jane@example.com"));
  EXPECT_EQ(ask_for_magento(alloy().url(), "merchant_123@example.com"), 200);
}

TEST_F(Shop, SeesNothingOfTheOthers) { EXPECT_EQ(alloy().count(), 0u); }
