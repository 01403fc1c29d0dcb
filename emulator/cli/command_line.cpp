#include "emulator/cli/command_line.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/cli/ca_command.h"
#include "emulator/cli/calls_command.h"
#include "emulator/cli/check_command.h"
#include "emulator/cli/coverage_command.h"
#include "emulator/cli/diff_command.h"
#include "emulator/cli/explain_command.h"
#include "emulator/cli/health_command.h"
#include "emulator/cli/init_command.h"
#include "emulator/cli/option_kinds.h"
#include "emulator/cli/port_file.h"
#include "emulator/cli/routes_command.h"
#include "emulator/cli/serve_command.h"
#include "emulator/cli/standard_streams.h"
#include "emulator/cli/variables.h"
#include "emulator/cli/wrong_use.h"
#include "emulator/version.h"

namespace emulator {
namespace {

constexpr int kWrongUse = 2;

constexpr const char* kAbout =
    "Stands in for a documented HTTP API, checks what clients send, and remembers every call.";

constexpr const char* kServeExamples =
    R"(Every option can also be given by a variable: --port by ALLOY_EMULATOR_PORT.

Examples:
  alloy-emulator                                   the built-in API on http://127.0.0.1:8080
  alloy-emulator --port 0 --port-file port.json    any free port, written to a file
  alloy-emulator --errors detailed                 refusals say in their body what was wrong
  alloy-emulator --openapi page.md --fixtures mine a documentation page and fixtures of your own)";

constexpr const char* kExplainExamples = R"(Example:
  alloy-emulator explain GET '/integrations/Shopify?userId=merchant_123@example.com' \
    -H 'Authorization: bearer YOUR_API_KEY' -H 'x-api-version: 2025-09')";

constexpr const char* kCheckExamples =
    R"(Exit code: 0 without errors, 1 with (with --strict also for warnings), 2 wrong use.

Example:
  alloy-emulator check --openapi page.md --fixtures mine --strict)";

constexpr const char* kDiffExamples =
    R"(Exit code: 0 nothing differs, 1 something does, 2 wrong use, or one of them does not load.

Example:
  alloy-emulator diff page-before.md page.md)";

constexpr const char* kCallsExamples =
    R"(Exit code: 0 the assertion holds, or none was made; 1 it does not, or the emulator cannot be asked; 2 wrong use.

Example:
  alloy-emulator calls --where query.userId=merchant_123@example.com --expect 1 --within 5s)";

constexpr const char* kCoverageExamples =
    R"(Exit code: 0 enough was exercised; 1 it was not, or the emulator cannot be asked; 2 wrong use.

Example:
  alloy-emulator coverage --fail-under 80)";

// The subcommands with their options; `run` is set to the one that was asked for.
class Commands {
 public:
  Commands() : app_(kAbout, "alloy-emulator") {
    app_.set_version_flag("--version", "alloy-emulator " + std::string(kVersion));
    app_.require_subcommand(0, 1);
    app_.footer(
        "Without a subcommand the options are those of 'serve': see 'alloy-emulator serve "
        "--help'.");
    add_serve();
    add_check();
    add_explain();
    add_routes();
    add_diff();
    add_init();
    add_health();
    add_ca();
    add_calls();
    add_coverage();
  }

  int run(const std::vector<std::string>& arguments) {
    try {
      const std::string& word = arguments.front();
      if (const std::string wrong = no_subcommand(app_, word);
          !word.starts_with('-') && !wrong.empty())
        throw CLI::ParseError(wrong, kWrongUse);
      const auto variables = known_variables(app_);
      leave_variables_to(word, app_);
      // CLI11 takes them from the back.
      app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
      for (const std::string& warning : unknown_variables(variables))
        std::fprintf(stderr, "warning: %s\n", warning.c_str());
      return run_();
    } catch (const CLI::Success& success) {
      return app_.exit(success);
    } catch (const CLI::ParseError& error) {
      const auto chosen = app_.get_subcommands();
      const std::string name = chosen.empty() ? "" : " " + chosen.front()->get_name();
      if (name == " serve") remove_port_file(serve_.port_file);
      const CLI::App& subcommand = chosen.empty() ? app_ : *chosen.front();
      const bool no_call = dynamic_cast<const CLI::RequiredError*>(&error) && name == " explain";
      const std::string why = no_call ? slip_in_call(explain_.method, explain_.target)
                                      : wrong_use(app_, subcommand, error, arguments);
      std::fprintf(stderr, "alloy-emulator: %s\nRun 'alloy-emulator%s --help' for the options.\n",
                   why.c_str(), name.c_str());
      return kWrongUse;
    }
  }

 private:
  CLI::App& add(const std::string& name, const std::string& text, const char* footer,
                std::function<int()> run) {
    CLI::App* command = app_.add_subcommand(name, text);
    command->footer(footer);
    command->callback([this, run = std::move(run)] { run_ = run; });
    return *command;
  }

  void add_serve() {
    CLI::App& command = add("serve", "answer calls; the default", kServeExamples, [this] {
      // First of all: no start that fails shall leave one that looks like its own.
      remove_port_file(serve_.port_file);
      finish_options(serve_);
      return serve(serve_);
    });
    add_serve_options(command, serve_);
  }

  void add_check() {
    CLI::App& command = add("check", "say what is wrong or loose in documents and fixtures",
                            kCheckExamples, [this] {
                              finish_source_options(check_.sources);
                              return check(check_);
                            });
    add_source_options(command, check_.sources);
    one_of(add_value(command, "--format", check_.format, "how to say it"),
           {"text", "json", "junit"});
    add_switch(command, "--strict", check_.strict, "exit with 1 for warnings too");
    add_switch(command, "--all", check_.all,
               "beside files of your own, also tell what is loose in those that are as built in");
  }

  void add_explain() {
    CLI::App& command =
        add("explain", "say how one call would be answered, and why", kExplainExamples, [this] {
          if (const std::string slip = slip_in_call(explain_.method, explain_.target);
              !slip.empty())
            throw CLI::ParseError(slip, kWrongUse);
          finish_world_options(explain_.world);
          return explain(explain_);
        });
    command.add_option("method", explain_.method, "the method")->required();
    command.add_option("target", explain_.target, "path and query, as they would be sent")
        ->required();
    command
        .add_option("-H,--header", explain_.headers, "a header line, 'Name: value' [repeatable]")
        ->expected(1)
        ->take_all()
        ->allow_extra_args(false)
        ->type_name("LINE");
    command.add_option("-d,--data", explain_.body, "the body")->type_name("TEXT");
    one_of(add_value(command, "--format", explain_.format, "how to say it"), {"text", "json"});
    add_world_options(command, explain_.world);
  }

  void add_routes() {
    CLI::App& command = add("routes", "list operations and their rules",
                            "Example:\n  alloy-emulator routes --openapi page.md", [this] {
                              finish_world_options(routes_);
                              return routes(routes_);
                            });
    add_world_options(command, routes_);
  }

  void add_diff() {
    CLI::App& command =
        add("diff", "say what a new version of documents demands and answers otherwise",
            kDiffExamples, [this] { return diff(diff_); });
    command
        .add_option("old", diff_.before,
                    "an OpenAPI document, a page that holds one, or a folder of them")
        ->required()
        ->type_name("PATH");
    command.add_option("new", diff_.after, "what takes its place")->required()->type_name("PATH");
    one_of(add_value(command, "--format", diff_.format, "how to say it"), {"text", "json"});
  }

  void add_init() {
    CLI::App& command =
        add("init", "write the built-in document and fixtures into a folder, to start editing from",
            "Example:\n  alloy-emulator init my-api", [this] { return init(folder_); });
    command.add_option("folder", folder_, "a new or empty folder")->required()->type_name("DIR");
  }

  void add_health() {
    CLI::App& command = add("health", "ask a running emulator whether it is ready",
                            "Exit code: 0 it is, 1 it is not.\n\nExample:\n  alloy-emulator health "
                            "--url http://127.0.0.1:8080",
                            [this] { return health(health_); });
    add_ask_options(command, health_);
  }

  void add_ca() {
    CLI::App& command = add("ca", "print the certificate of the local CA, which --tls uses",
                            "Example:\n  alloy-emulator ca > ca.pem", [this] {
                              finish_source_options(ca_.sources);
                              return print_ca(ca_);
                            });
    add_source_options(command, ca_.sources);
    add_list(command, "--tls-name", ca_.tls_names, "a name it has to vouch for as well", ", ")
        ->type_name("NAME");
    command.add_flag("--trust", ca_.trust, "say how clients learn to trust it");
  }

  void add_calls() {
    CLI::App& command =
        add("calls", "list the calls a running emulator has recorded, or assert how many there are",
            kCallsExamples, [this] {
              finish_calls_options(calls_);
              return calls(calls_);
            });
    add_calls_options(command, calls_);
  }

  void add_coverage() {
    CLI::App& command =
        add("coverage", "say what the calls of a running emulator exercised of its documents",
            kCoverageExamples, [this] { return coverage(coverage_); });
    add_coverage_options(command, coverage_);
  }

  CLI::App app_;
  std::function<int()> run_;
  ServeOptions serve_;
  CheckOptions check_;
  ExplainOptions explain_;
  WorldOptions routes_;
  DiffOptions diff_;
  std::string folder_;
  CaOptions ca_;
  CallsOptions calls_;
  CoverageOptions coverage_;
  AskOptions health_;
};

// Without a subcommand the options are those of `serve`.
std::vector<std::string> with_default_command(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::string_view first = arguments.empty() ? "--" : std::string_view(arguments.front());
  const bool about_all = first == "-h" || first == "--help" || first == "--version";
  if (first.substr(0, 1) == "-" && !about_all) arguments.insert(arguments.begin(), "serve");
  if (arguments.empty()) arguments.push_back("serve");
  return arguments;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  open_standard_streams();
  return Commands().run(with_default_command(argc, argv));
}

}  // namespace emulator
