#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace emulator {

/// "'serv' is no subcommand; did you mean 'serve'?"; where it is one: ""
std::string no_subcommand(const CLI::App& program, const std::string& word);

/// What was wrong with the arguments, or with the variables in their place, and what was most likely meant.
/// subcommand  that was chosen; none: the program
/// arguments   as they were given
std::string wrong_use(const CLI::App& program, const CLI::App& subcommand,
                      const CLI::ParseError& error, const std::vector<std::string>& arguments);

}  // namespace emulator
