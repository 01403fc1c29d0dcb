#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/cli/program.h"
#include "tests/support/arguments.h"
#include "tests/support/project_dir.h"

using support::Program;

namespace {

bool accepting() {
  const auto& given = support::arguments();
  return std::find(given.begin(), given.end(), "--accept") != given.end();
}

const std::vector<std::string> kCommands{"alloy-emulator", "serve", "check",  "explain", "routes",
                                         "diff",           "init",  "health", "ca",      "calls",
                                         "coverage"};

// What stands in the fenced blocks that are for a shell.
std::string commands_in(const std::string& page) {
  std::string commands;
  for (std::size_t at = 0; (at = page.find("\n```sh", at)) != std::string::npos;) {
    const auto begin = page.find('\n', at + 1), end = page.find("\n```", begin);
    commands += page.substr(begin, end - begin);
    at = end + 4;
  }
  return commands;
}

// The long options at the beginnings of lines: "--port".
std::vector<std::string> options_in(const std::string& help) {
  std::vector<std::string> options;
  for (std::size_t at = 0; (at = help.find("\n  -", at)) != std::string::npos; ++at) {
    const auto dashes = help.find("--", at);
    options.push_back(help.substr(dashes, help.find_first_of(" ,:=\n", dashes) - dashes));
  }
  return options;
}

}  // namespace

// One text file for each subcommand in tests/cli/help; `cli_tests --accept` rewrites them.
TEST_CASE("what --help says is what its file says") {
  for (const std::string& name : kCommands) {
    CAPTURE(name);
    std::vector<std::string> arguments{"--help"};
    if (name != "alloy-emulator") arguments.insert(arguments.begin(), name);
    Program program(arguments);
    CHECK(program.wait() == 0);
    CHECK(program.errors() == "");
    const std::string path = support::project_dir() + "/tests/cli/help/" + name + ".txt";
    if (accepting()) std::ofstream(path) << program.output();
    CHECK(program.output() == support::read_file(path));
  }
}

TEST_CASE(
    "every option that --help lists is in a command of README.md or docs, which a test runs") {
  const std::string root = support::project_dir();
  std::string docs = commands_in(support::read_file(root + "/README.md"));
  for (const auto& page : std::filesystem::directory_iterator(root + "/docs"))
    if (page.path().extension() == ".md") docs += commands_in(support::read_file(page.path()));
  for (const std::string& name : kCommands) {
    for (const std::string& option :
         options_in(support::read_file(root + "/tests/cli/help/" + name + ".txt"))) {
      CAPTURE(name);
      CAPTURE(option);
      CHECK(docs.find(option) != std::string::npos);
    }
  }
}
