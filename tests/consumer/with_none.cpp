#include <emulator/testing/emulator.h>

#include <cstdio>
#include <cstring>

#include "shop.h"

using namespace emulator::testing;

int main(int argc, char** argv) {
  Emulator alloy;
  const bool fails = argc > 1 && std::strcmp(argv[1], "fails") == 0;
  const char* user = fails ? "jane@example.com" : "merchant_123@example.com";
  // The next line fails.
  alloy.expect(get("/integrations/Magento").with_query("userId", user));
  std::printf("%d\n", ask_for_magento(alloy.url(), "merchant_123@example.com"));
  std::fflush(stdout);
}
