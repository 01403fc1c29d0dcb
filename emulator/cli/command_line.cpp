#include "emulator/cli/command_line.h"

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/cli/serve_command.h"
#include "emulator/version.h"

namespace emulator {
namespace {

constexpr int kWrongUse = 2;

constexpr const char* kServeExamples =
    R"(Every option can also be given by a variable: --port by ALLOY_EMULATOR_PORT.

Examples:
  alloy-emulator                                   the built-in API on http://127.0.0.1:8080
  alloy-emulator --port 0 --port-file port.json    any free port, written to a file
  alloy-emulator --errors detailed                 refusals say in their body what was wrong
  alloy-emulator --openapi page.md --fixtures mine a documentation page and fixtures of your own)";

// Without a subcommand the options are those of `serve`.
std::vector<std::string> with_default_command(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::string_view first = arguments.empty() ? "--" : std::string_view(arguments.front());
  const bool about_all = first == "-h" || first == "--help" || first == "--version";
  if (first.substr(0, 1) == "-" && !about_all) arguments.insert(arguments.begin(), "serve");
  return arguments;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app(
      "Stands in for a documented HTTP API, checks what clients send, and remembers every call.",
      "alloy-emulator");
  app.set_version_flag("--version", "alloy-emulator " + std::string(kVersion));
  app.require_subcommand(1);
  ServeOptions options;
  CLI::App* serve_command = app.add_subcommand("serve", "answer calls (the default subcommand)");
  serve_command->footer(kServeExamples);
  add_serve_options(*serve_command, options);
  app.footer("'alloy-emulator serve --help' lists the options of the default subcommand.");
  try {
    auto arguments = with_default_command(argc, argv);
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(std::move(arguments));
    finish_options(options);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    std::fprintf(stderr, "alloy-emulator: %s\nRun 'alloy-emulator serve --help' for the options.\n",
                 error.what());
    return kWrongUse;
  }
  return serve(options);
}

}  // namespace emulator
