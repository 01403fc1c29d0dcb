#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace emulator {

/// The ALLOY_EMULATOR_… variables that options read, of all subcommands.
std::vector<std::string> known_variables(const CLI::App& program);

/// A sentence for each ALLOY_EMULATOR_… variable of the environment that is not known: a slip of the pen there would
/// change nothing, and nobody would know.
std::vector<std::string> unknown_variables(const std::vector<std::string>& known);

/// Lets the other subcommands read no variables: CLI11 would judge what is there for them too.
void leave_variables_to(const std::string& subcommand, CLI::App& program);

/// A complaint about options, told of the variables that stand for them: "--port: expected …" becomes "the variable
/// ALLOY_EMULATOR_PORT: expected …".
/// arguments  what was given, of which an option's value comes before the variable's
std::string naming_variables(std::string complaint, const CLI::App& subcommand,
                             const std::vector<std::string>& arguments);

}  // namespace emulator
