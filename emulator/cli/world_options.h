#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "emulator/decide/world.h"
#include "emulator/model/sources.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace emulator {

/// The options that decide what a call is answered, shared by all subcommands that load.
struct WorldOptions {
  SourcePaths sources;
  std::vector<std::string> api_keys;
  std::string api_key_file;
  std::vector<std::string> accepted_api_versions;
  bool allow_unknown_users = false;
  std::string errors = "documented";
  bool cors = false;
  std::uint64_t seed = 0;

  RuleSettings rule_settings() const;
  AnswerSettings answer_settings() const;
};

void add_source_options(CLI::App& command, SourcePaths& sources);
void add_world_options(CLI::App& command, WorldOptions& options);

/// Reads the lists from the environment, as a variable holds several values, split at ":", where an option takes one;
/// then the key file. Throws CLI::ValidationError for what cannot be used.
void finish_source_options(SourcePaths& sources);
void finish_world_options(WorldOptions& options);

}  // namespace emulator
