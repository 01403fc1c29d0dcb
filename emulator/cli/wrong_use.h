#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace emulator {

/// "'serv' is no subcommand; did you mean 'serve'?"; where it is one: ""
std::string no_subcommand(const CLI::App& program, const std::string& word);

/// The arguments that the subcommand did not expect, in the order given, and the option that was most likely meant.
std::string not_expected(const CLI::App& subcommand);

/// A sentence for each ALLOY_EMULATOR_… variable of the environment that no option reads: a slip of the pen there would
/// change nothing, and nobody would know.
std::vector<std::string> unknown_variables(const CLI::App& program);

}  // namespace emulator
