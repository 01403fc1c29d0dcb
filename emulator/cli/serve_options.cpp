#include "emulator/cli/serve_options.h"

#include "emulator/cli/option_kinds.h"
#include "emulator/cli/quantities.h"

namespace emulator {
namespace {

// An address holds colons itself.
constexpr std::string_view kHostSeparators = ", ";

}  // namespace

void add_serve_options(CLI::App& command, ServeOptions& options) {
  add_world_options(command, options.world);
  add_value(command, "--mappings", options.stubs.folder,
            "a folder with WireMock's mappings and __files: the stubs it starts with")
      ->type_name("DIR");
  add_switch(command, "--strict-stubs", options.stubs.strict,
             "refuse stubs that answer what the documents do not allow");
  add_list(command, "--host", options.hosts,
           "the address to listen on; without it 127.0.0.1 and, where there is one, ::1",
           kHostSeparators)
      ->check(some_text())
      ->type_name("ADDR");
  add_value(command, "--port", options.port, "the port; 0 takes any free one");
  add_value(command, "--unix", options.unix_path, "also listen on that Unix socket, without TLS")
      ->check(some_text())
      ->type_name("PATH");
  add_tls_options(command, options.tls);
  add_value(command, "--port-file", options.port_file,
            "write url, pid and documents there as JSON once calls are answered")
      ->type_name("FILE");
  command
      .add_flag("--watch,!--no-watch", options.watch,
                "load files again when they are saved; so it is unless switched off")
      ->envname(variable_for("--watch"))
      ->check(true_or_false());
  add_switch(command, "--exit-with-parent", options.exit_with_parent,
             "end when the process that started this one is gone");
  add_value(command, "--idle-timeout", options.idle_seconds,
            "end after that many seconds without a call; 0 never")
      ->type_name("SECONDS");
  add_number(command, "--journal-entries", options.journal_entries, "keep at most that many calls",
             1, 100'000'000);
  add_value(command, "--journal-bytes", options.journal_bytes, "keep at most that much of them")
      ->type_name("SIZE");
  add_value(
      command, "--journal", options.journal,
      "also append every call to that file, a line of JSON each, before it is answered; secrets "
      "included")
      ->type_name("FILE");
  add_switch(command, "--resume", options.resume, "find the calls of the file of --journal again");
  add_switch(command, "--no-emulator-headers", options.no_emulator_headers,
             "send no Emulator-… headers");
  one_of(add_value(command, "--log", options.log, "a line a call on stderr"),
         {"text", "json", "off"});
  add_admin_options(command, options.admin);
  add_limit_options(command, options.limits);
}

void finish_options(ServeOptions& options) {
  finish_world_options(options.world);
  from_environment("--host", options.hosts, kHostSeparators);
  finish_tls_options(options.tls);
  finish_admin_options(options.admin, options.hosts);
  parse_size("--journal-bytes", options.journal_bytes);
  if (options.resume && options.journal.empty())
    throw CLI::ValidationError("--resume", "needs --journal FILE, the file to resume from");
  ListenerOptions limits;
  apply_limits(options.limits, limits);
}

}  // namespace emulator
