#include "emulator/journal/base64.h"

#include <doctest/doctest.h>

#include <string>

namespace emulator {
namespace {

TEST_CASE("base64 is written as RFC 4648, section 10 shows") {
  CHECK(to_base64("") == "");
  CHECK(to_base64("f") == "Zg==");
  CHECK(to_base64("fo") == "Zm8=");
  CHECK(to_base64("foo") == "Zm9v");
  CHECK(to_base64("foob") == "Zm9vYg==");
  CHECK(to_base64("fooba") == "Zm9vYmE=");
  CHECK(to_base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("every byte can be written in base64") {
  CHECK(to_base64(std::string("\x00\xff\xfe", 3)) == "AP/+");
  CHECK(to_base64("\xfb\xef\xbe") == "++++");
}

}  // namespace
}  // namespace emulator
