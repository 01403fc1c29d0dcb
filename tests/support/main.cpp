#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "tests/support/arguments.h"

// Debian's libcpp-httplib is not instrumented, so ThreadSanitizer cannot see how its threads
// synchronise and takes them for races. Our own code is never suppressed.
extern "C" const char* __tsan_default_suppressions() { return "called_from_lib:libcpp-httplib\n"; }

namespace support {
namespace {
std::vector<std::string>& given() {
  static std::vector<std::string> all;
  return all;
}
}  // namespace
const std::vector<std::string>& arguments() { return given(); }
}  // namespace support

int main(int argc, char** argv) {
  support::given().assign(argv + 1, argv + argc);
  return doctest::Context(argc, argv).run();
}
