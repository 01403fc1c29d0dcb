#include "emulator/cli/variables.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "emulator/cli/option_kinds.h"
#include "emulator/text/ascii.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::string_view kVariables = "ALLOY_EMULATOR_";

// The variable that an option reads; none: "".
std::string variable_of(const CLI::Option& option) {
  if (!option.get_envname().empty()) return option.get_envname();
  if (option.get_lnames().empty()) return {};
  // Lists read theirs themselves, and say so.
  const std::string own = variable_for("--" + option.get_lnames().front());
  return option.get_description().find(own + ",") != std::string::npos ? own : "";
}

bool is_given(const std::string& option, const std::vector<std::string>& arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    return argument == option || argument.starts_with(option + "=");
  });
}

// "--tls" is not in "--tls-name".
bool speaks_of(std::string_view text, std::string_view option) {
  for (std::size_t at = 0; (at = text.find(option, at)) != std::string_view::npos; ++at) {
    const char next = at + option.size() < text.size() ? text[at + option.size()] : ' ';
    if (next != '-' && !is_alphanumeric(next)) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> known_variables(const CLI::App& program) {
  std::vector<std::string> known;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    for (const CLI::Option* option : command->get_options())
      if (std::string name = variable_of(*option); !name.empty()) known.push_back(std::move(name));
  }
  return known;
}

std::vector<std::string> unknown_variables(const std::vector<std::string>& known) {
  std::vector<std::string> out;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view name =
        std::string_view(*variable).substr(0, std::string_view(*variable).find('='));
    if (!name.starts_with(kVariables)) continue;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto meant = nearest(name, known);
    out.push_back("the variable " + printable(name) + " is read by no option" +
                  (meant.empty() ? "" : "; did you mean " + std::string(meant) + "?"));
  }
  std::sort(out.begin(), out.end());
  return out;
}

void leave_variables_to(const std::string& subcommand, CLI::App& program) {
  for (CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == subcommand) continue;
    for (CLI::Option* option : command->get_options()) option->envname("");
  }
}

std::string naming_variables(std::string complaint, const CLI::App& subcommand,
                             const std::vector<std::string>& arguments) {
  std::string behind;
  for (const CLI::Option* option : subcommand.get_options()) {
    const std::string variable = variable_of(*option);
    const char* const value = variable.empty() ? nullptr : std::getenv(variable.c_str());
    if (value == nullptr || *value == '\0') continue;
    const std::string name = "--" + option->get_lnames().front();
    if (is_given(name, arguments) || !speaks_of(complaint, name)) continue;
    if (complaint.starts_with(name + ":"))
      complaint.replace(0, name.size(), "the variable " + variable);
    else
      behind += "; " + name + " is given by the variable " + variable;
  }
  return complaint + behind;
}

}  // namespace emulator
