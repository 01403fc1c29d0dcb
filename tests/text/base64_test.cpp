#include "emulator/text/base64.h"

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

TEST_CASE("base64 reads what it writes, and nothing else") {
  for (const std::string bytes : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) {
    CHECK(emulator::from_base64(emulator::to_base64(bytes)) == bytes);
  }
  const std::string all = [] {
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) bytes += static_cast<char>(byte);
    return bytes;
  }();
  CHECK(emulator::from_base64(emulator::to_base64(all)) == all);
  for (const char* text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Z===", "====", "Zm 9", "Zm-v"}) {
    CAPTURE(text);
    CHECK(!emulator::from_base64(text));
  }
}
