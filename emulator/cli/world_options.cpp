#include "emulator/cli/world_options.h"

#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "emulator/cli/option_kinds.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostOfKeyFile = 1 << 20;

// Keys are one a line, so that a file may end in a line end.
void read_key_file(WorldOptions& options) {
  if (options.api_key_file.empty()) return;
  const auto check = [&](bool good) {
    if (good) return;
    throw CLI::ValidationError("--api-key-file", in_quotes(options.api_key_file) +
                                                     " cannot be read: " + std::strerror(errno) +
                                                     "; give a file that this user may read");
  };
  errno = 0;
  std::ifstream file(options.api_key_file);
  check(static_cast<bool>(file));
  // A pipe may be given as well as a file, a device without end too.
  std::string text(kMostOfKeyFile, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  check(!file.bad());
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() == kMostOfKeyFile) {
    throw CLI::ValidationError("--api-key-file", in_quotes(options.api_key_file) +
                                                     " is too large for a file of keys; write one "
                                                     "a line");
  }
  std::istringstream lines(text);
  const std::size_t before = options.api_keys.size();
  for (std::string line; std::getline(lines, line);) {
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
    if (!line.empty()) options.api_keys.push_back(line);
  }
  if (options.api_keys.size() == before) {
    throw CLI::ValidationError("--api-key-file",
                               in_quotes(options.api_key_file) + " holds no key; write one a line");
  }
}

}  // namespace

RuleSettings WorldOptions::rule_settings() const {
  return {api_keys, accepted_api_versions, allow_unknown_users, seed};
}

AnswerSettings WorldOptions::answer_settings() const {
  return {errors == "detailed" ? ErrorBodies::kDetailed : ErrorBodies::kDocumented, cors};
}

void add_source_options(CLI::App& command, SourcePaths& sources) {
  add_list(
      command, "--openapi", sources.openapi,
      "an OpenAPI document, or a folder of them: YAML, JSON, or a documentation page in Markdown")
      ->type_name("PATH");
  add_value(command, "--fixtures", sources.fixtures, "the folder of fixture files")
      ->type_name("DIR");
}

void add_world_options(CLI::App& command, WorldOptions& options) {
  add_source_options(command, options.sources);
  add_list(command, "--api-key", options.api_keys,
           "the only tokens to let in; without it any token passes")
      ->type_name("KEY");
  add_value(command, "--api-key-file", options.api_key_file, "a file with such tokens, one a line")
      ->type_name("FILE");
  add_list(command, "--accept-api-version", options.accepted_api_versions,
           "an API version to let in besides the documented one")
      ->type_name("V");
  add_switch(command, "--allow-unknown-users", options.allow_unknown_users,
             "let calls for users pass that no fixture knows");
  one_of(add_value(command, "--errors", options.errors,
                   "bodies of refusals: as documented, or with what was wrong"),
         {"documented", "detailed"});
  add_switch(command, "--cors", options.cors, "let web pages of any origin call");
  add_value(command, "--seed", options.seed,
            "another number, other values where answers are made from schemas")
      ->type_name("N");
}

void finish_source_options(SourcePaths& sources) { from_environment("--openapi", sources.openapi); }

void finish_world_options(WorldOptions& options) {
  finish_source_options(options.sources);
  from_environment("--api-key", options.api_keys);
  from_environment("--accept-api-version", options.accepted_api_versions);
  read_key_file(options);
  for (const std::string& key : options.api_keys) {
    if (!key.empty()) continue;
    throw CLI::ValidationError("--api-key",
                               "an empty key would refuse every call; give a key, or leave it out");
  }
}

}  // namespace emulator
