#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "tests/cli/program.h"
#include "tests/support/arguments.h"

using support::Program;

namespace {

bool accepting() {
  const auto& given = support::arguments();
  return std::find(given.begin(), given.end(), "--accept") != given.end();
}

}  // namespace

// One text file for each subcommand in tests/cli/help; `cli_tests --accept` rewrites them.
TEST_CASE("what --help says is what its file says") {
  for (const std::string name :
       {"alloy-emulator", "serve", "check", "explain", "routes", "init", "health"}) {
    CAPTURE(name);
    std::vector<std::string> arguments{"--help"};
    if (name != "alloy-emulator") arguments.insert(arguments.begin(), name);
    Program program(arguments);
    CHECK(program.wait() == 0);
    CHECK(program.errors() == "");
    const std::string path = std::string(ALLOY_PROJECT_DIR) + "/tests/cli/help/" + name + ".txt";
    if (accepting()) std::ofstream(path) << program.output();
    CHECK(program.output() == support::read_file(path));
  }
}
