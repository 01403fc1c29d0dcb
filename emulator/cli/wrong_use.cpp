#include "emulator/cli/wrong_use.h"

#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "emulator/cli/option_kinds.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::string_view kVariables = "ALLOY_EMULATOR_";

std::vector<const CLI::App*> subcommands_of(const CLI::App& program) {
  return program.get_subcommands([](const CLI::App*) { return true; });
}

/// "--port", "--watch"
std::vector<std::string> long_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

/// The option a wrong argument stands for: "--prot" for --port, "-p" for the first that begins so.
std::string option_meant(const std::string& argument, const std::vector<std::string>& known) {
  if (argument.size() == 2) {
    const auto first = std::find_if(known.begin(), known.end(), [&](const std::string& name) {
      return name.starts_with("-" + argument);
    });
    return first == known.end() ? "" : *first;
  }
  return std::string(nearest(argument.substr(0, argument.find('=')), known));
}

std::vector<std::string> known_variables(const CLI::App& program) {
  std::vector<std::string> known;
  for (const CLI::App* command : subcommands_of(program)) {
    for (const CLI::Option* option : command->get_options()) {
      if (!option->get_envname().empty()) known.push_back(option->get_envname());
      if (option->get_lnames().empty()) continue;
      // Lists read theirs themselves, and say so.
      const std::string own = variable_for("--" + option->get_lnames().front());
      if (option->get_description().find(own + ",") != std::string::npos) known.push_back(own);
    }
  }
  return known;
}

std::string question_for(std::string_view meant) {
  return meant.empty() ? "" : "; did you mean " + std::string(meant) + "?";
}

}  // namespace

std::string no_subcommand(const CLI::App& program, const std::string& word) {
  std::vector<std::string> names;
  for (const CLI::App* command : subcommands_of(program)) names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), word) != names.end()) return {};
  const std::string start = in_quotes(word) + " is no subcommand; ";
  if (const auto meant = nearest(word, names); !meant.empty())
    return start + "did you mean " + in_quotes(meant) + "?";
  // "help" and "version" are subcommands of other programs.
  for (const std::string& option : long_names(program))
    if (option == "--" + word) return start + "did you mean " + in_quotes(option) + "?";
  return start + "subcommands are " + listed(names, "and", names.size());
}

std::string not_expected(const CLI::App& subcommand) {
  const std::vector<std::string> given = subcommand.remaining();
  std::string text =
      given.size() == 1 ? "this argument was not expected:" : "these arguments were not expected:";
  for (const std::string& argument : given) text += " " + printable(argument);
  const auto option = std::find_if(given.begin(), given.end(), [](const std::string& argument) {
    return argument.size() > 1 && argument.front() == '-';
  });
  if (option == given.end()) return text;
  return text + question_for(option_meant(*option, long_names(subcommand)));
}

std::vector<std::string> unknown_variables(const CLI::App& program) {
  const std::vector<std::string> known = known_variables(program);
  std::vector<std::string> out;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view name =
        std::string_view(*variable).substr(0, std::string_view(*variable).find('='));
    if (!name.starts_with(kVariables)) continue;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    out.push_back("the variable " + printable(name) + " is read by no option" +
                  question_for(nearest(name, known)));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace emulator
