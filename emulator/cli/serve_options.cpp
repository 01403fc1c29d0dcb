#include "emulator/cli/serve_options.h"

#include <cctype>

#include "emulator/cli/option_kinds.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// An address holds colons itself.
constexpr std::string_view kHostSeparators = ", ";

}  // namespace

std::uint64_t parse_size(const std::string& text) {
  const auto refuse = [&] {
    return CLI::ValidationError(
        "--journal-bytes",
        in_quotes(text) + " is not a size; write a number with K, M or G, such as 256M");
  };
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > 10 || text.size() - digits > 1) throw refuse();
  const std::uint64_t number = std::stoull(text.substr(0, digits));
  if (digits == text.size()) return number;
  switch (std::toupper(static_cast<unsigned char>(text[digits]))) {
    case 'K':
      return number << 10;
    case 'M':
      return number << 20;
    case 'G':
      return number << 30;
    default:
      throw refuse();
  }
}

void add_serve_options(CLI::App& command, ServeOptions& options) {
  add_world_options(command, options.world);
  add_list(command, "--host", options.hosts,
           "the address to listen on; without it 127.0.0.1 and, where there is one, ::1",
           kHostSeparators)
      ->type_name("ADDR");
  add_value(command, "--port", options.port, "the port; 0 takes any free one");
  add_value(command, "--port-file", options.port_file,
            "write url, pid and documents there as JSON once calls are answered")
      ->type_name("FILE");
  command
      .add_flag("--watch,!--no-watch", options.watch,
                "load files again when they are saved; so it is unless switched off")
      ->envname(variable_for("--watch"));
  add_switch(command, "--exit-with-parent", options.exit_with_parent,
             "end when the process that started this one is gone");
  add_value(command, "--idle-timeout", options.idle_seconds,
            "end after that many seconds without a call; 0 never")
      ->type_name("SECONDS");
  add_value(command, "--journal-entries", options.journal_entries, "keep at most that many calls")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}))
      ->type_name("N");
  add_value(command, "--journal-bytes", options.journal_bytes, "keep at most that much of them")
      ->type_name("SIZE");
  add_switch(command, "--no-emulator-headers", options.no_emulator_headers,
             "send no Emulator-… headers");
  add_value(command, "--log", options.log, "a line a call on stderr")
      ->check(CLI::IsMember({"text", "json", "off"}))
      ->type_name("text|json|off");
}

void finish_options(ServeOptions& options) {
  finish_world_options(options.world);
  from_environment("--host", options.hosts, kHostSeparators);
  parse_size(options.journal_bytes);
}

}  // namespace emulator
