#include "emulator/cli/serve_command.h"

#include <csignal>
#include <cstdio>
#include <exception>

#include "emulator/cli/call_log_lines.h"
#include "emulator/cli/port_file.h"
#include "emulator/cli/ready_line.h"
#include "emulator/cli/sources.h"
#include "emulator/serve/emulator.h"
#include "emulator/serve/listener.h"

namespace emulator {
namespace {

void say(const std::string& text) { std::fprintf(stderr, "%s\n", text.c_str()); }

// The signals that end the program wait until main asks for them; every thread made from here on inherits that.
sigset_t block_ending_signals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return ending;
}

RuleSettings rule_settings(const ServeOptions& options) {
  return {options.api_keys, options.accepted_api_versions, options.allow_unknown_users};
}

// Throws LoadError; says warnings.
ModelPtr load(const ServeOptions& options) {
  Findings findings;
  Sources sources = read_sources(options.sources, findings);
  ModelPtr model =
      load_model(std::move(sources.documents), sources.fixtures, rule_settings(options), findings);
  if (!model) throw LoadError(findings);
  for (const Finding& finding : findings.sorted()) say(to_text(finding));
  for (const std::string& warning : idle_switches(options, *model)) say("warning: " + warning);
  return model;
}

WorldPtr make_world(const ServeOptions& options, ModelPtr model) {
  AnswerSettings settings;
  settings.errors =
      options.errors == "detailed" ? ErrorBodies::kDetailed : ErrorBodies::kDocumented;
  settings.cors = options.cors;
  return std::make_shared<const World>(std::move(model), settings, 1);
}

EmulatorOptions emulator_options(const ServeOptions& options) {
  EmulatorOptions out;
  out.journal = {options.journal_entries, parse_size(options.journal_bytes)};
  out.emulator_headers = !options.no_emulator_headers;
  out.admin_hosts = options.hosts;
  return out;
}

void run(const ServeOptions& options) {
  const sigset_t ending = block_ending_signals();
  const WorldPtr world = make_world(options, load(options));
  const auto log = make_call_log(options.log);
  Emulator emulator(world, emulator_options(options), log.get());
  ListenerOptions where;
  where.hosts = options.hosts;
  where.port = options.port;
  Listener listener(where, emulator);
  listener.start();
  if (!options.port_file.empty()) {
    write_atomically(options.port_file,
                     port_file_content(listener.urls(), world->model().documents));
  }
  std::printf("%s\n", ready_line(options, world->model(), listener.urls()).c_str());
  std::fflush(stdout);
  if (options.log == "text") say(first_call_line(options, world->model(), listener.url()));
  int signal = 0;
  sigwait(&ending, &signal);
  listener.stop();
}

}  // namespace

int serve(const ServeOptions& options) {
  try {
    run(options);
    return 0;
  } catch (const LoadError& error) {
    say(error.what());
    say("alloy-emulator: not started: the documents or fixtures have errors");
  } catch (const std::exception& error) {
    say(std::string("alloy-emulator: not started: ") + error.what());
  }
  return 1;
}

}  // namespace emulator
