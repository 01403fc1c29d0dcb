#include "emulator/cli/serve_options.h"

#include <cctype>
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr const char* kPrefix = "ALLOY_EMULATOR_";

// "--port-file" is ALLOY_EMULATOR_PORT_FILE.
std::string variable_for(const std::string& option) {
  std::string name = kPrefix;
  for (const char c : option.substr(2))
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

template <class Value>
CLI::Option* add(CLI::App& command, const std::string& name, Value& value,
                 const std::string& text) {
  return command.add_option(name, value, text)->envname(variable_for(name))->capture_default_str();
}

// One value each time it is given, so that no positional word is swallowed.
CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                      const std::string& text) {
  return command
      .add_option(name, values, text + " [repeatable; " + variable_for(name) + " split at ':']")
      ->expected(1)
      ->take_all();
}

CLI::Option* add_switch(CLI::App& command, const std::string& name, bool& value,
                        const std::string& text) {
  return command.add_flag(name, value, text)->envname(variable_for(name));
}

void from_environment(const std::string& option, std::vector<std::string>& values) {
  const char* given = values.empty() ? std::getenv(variable_for(option).c_str()) : nullptr;
  std::string_view rest = given ? given : "";
  while (!rest.empty()) {
    const auto colon = rest.find(':');
    if (colon != 0) values.emplace_back(rest.substr(0, colon));
    if (colon == std::string_view::npos) return;
    rest.remove_prefix(colon + 1);
  }
}

// An address holds colons itself, so that hosts in a variable are split at spaces or commas.
void hosts_from_environment(std::vector<std::string>& hosts) {
  const char* given = hosts.empty() ? std::getenv("ALLOY_EMULATOR_HOST") : nullptr;
  std::string_view rest = given ? given : "";
  while (!rest.empty()) {
    const auto end = rest.find_first_of(" ,");
    if (end != 0) hosts.emplace_back(rest.substr(0, end));
    if (end == std::string_view::npos) return;
    rest.remove_prefix(end + 1);
  }
}

void read_key_file(ServeOptions& options) {
  if (options.api_key_file.empty()) return;
  std::ifstream file(options.api_key_file);
  if (!file) {
    throw CLI::ValidationError("--api-key-file",
                               in_quotes(options.api_key_file) + " cannot be read; check the path");
  }
  std::size_t before = options.api_keys.size();
  for (std::string line; std::getline(file, line);) {
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
    if (!line.empty()) options.api_keys.push_back(line);
  }
  if (options.api_keys.size() == before) {
    throw CLI::ValidationError("--api-key-file",
                               in_quotes(options.api_key_file) + " holds no key; write one a line");
  }
}

}  // namespace

std::uint64_t parse_size(const std::string& text) {
  const auto refuse = [&] {
    return CLI::ValidationError(
        "--journal-bytes",
        in_quotes(text) + " is not a size; write a number with K, M or G, such as 256M");
  };
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
  if (digits == 0 || digits > 12 || text.size() - digits > 1) throw refuse();
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
  add_list(
      command, "--openapi", options.sources.openapi,
      "an OpenAPI document, or a folder of them: YAML, JSON, or a documentation page in Markdown")
      ->type_name("PATH");
  add(command, "--fixtures", options.sources.fixtures, "the folder of fixture files")
      ->type_name("DIR");
  command
      .add_option("--host", options.hosts,
                  "the address to listen on [repeatable; ALLOY_EMULATOR_HOST split at ','; default "
                  "127.0.0.1 and ::1]")
      ->expected(1)
      ->take_all()
      ->type_name("ADDR");
  add(command, "--port", options.port, "the port; 0 takes any free one");
  add(command, "--port-file", options.port_file,
      "write url, pid and documents there as JSON once calls are answered")
      ->type_name("FILE");
  add_list(command, "--api-key", options.api_keys,
           "the only tokens to let in; without it any token passes")
      ->type_name("KEY");
  add(command, "--api-key-file", options.api_key_file, "a file with such tokens, one a line")
      ->type_name("FILE");
  add_list(command, "--accept-api-version", options.accepted_api_versions,
           "an API version to let in besides the documented one")
      ->type_name("V");
  add_switch(command, "--allow-unknown-users", options.allow_unknown_users,
             "let calls for users pass that no fixture knows");
  add(command, "--errors", options.errors,
      "bodies of refusals: as documented, or with what was wrong")
      ->check(CLI::IsMember({"documented", "detailed"}))
      ->type_name("documented|detailed");
  add(command, "--journal-entries", options.journal_entries, "keep at most that many calls")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}))
      ->type_name("N");
  add(command, "--journal-bytes", options.journal_bytes, "keep at most that much of them")
      ->type_name("SIZE");
  add_switch(command, "--no-emulator-headers", options.no_emulator_headers,
             "send no Emulator-… headers");
  add_switch(command, "--cors", options.cors, "let web pages of any origin call");
  add(command, "--log", options.log, "a line a call on stderr")
      ->check(CLI::IsMember({"text", "json", "off"}))
      ->type_name("text|json|off");
}

void finish_options(ServeOptions& options) {
  from_environment("--openapi", options.sources.openapi);
  from_environment("--api-key", options.api_keys);
  from_environment("--accept-api-version", options.accepted_api_versions);
  hosts_from_environment(options.hosts);
  read_key_file(options);
  parse_size(options.journal_bytes);
}

}  // namespace emulator
