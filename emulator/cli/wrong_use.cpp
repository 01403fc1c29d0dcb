#include "emulator/cli/wrong_use.h"

#include <algorithm>
#include <cctype>
#include <CLI/CLI.hpp>
#include <string_view>

#include "emulator/cli/stray_words.h"
#include "emulator/cli/variables.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"
#include "emulator/text/shell_word.h"

namespace emulator {
namespace {

std::vector<std::string> subcommands_of(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
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

std::string what_was_meant(const CLI::App& subcommand, const std::vector<std::string>& given) {
  if (std::string meant = stray_word_meant(subcommand.get_name(), given); !meant.empty())
    return meant;
  const auto option = std::find_if(given.begin(), given.end(), [](const std::string& argument) {
    return argument.size() > 1 && argument.front() == '-';
  });
  return option == given.end() ? "" : option_meant(*option, long_names(subcommand));
}

// Without a subcommand the arguments are those of `serve`, a subcommand behind them too.
std::string not_expected(const CLI::App& program, const CLI::App& subcommand) {
  const std::vector<std::string> given = subcommand.remaining();
  const std::vector<std::string> names = subcommands_of(program);
  const auto late = std::find_if(given.begin(), given.end(),
                                 [&](const std::string& word) { return holds(names, word); });
  if (late != given.end() && subcommand.get_name() == "serve")
    return "the subcommand comes first: alloy-emulator " + *late + " …, then its options";
  std::string text =
      given.size() == 1 ? "this argument was not expected:" : "these arguments were not expected:";
  for (const std::string& argument : given) text += " " + printable(argument);
  const std::string meant = what_was_meant(subcommand, given);
  return meant.empty() ? text : text + "; did you mean " + meant + "?";
}

std::string in_capitals(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

/// "'new' is missing: write alloy-emulator diff a.yaml NEW"
std::string missing(const CLI::App& subcommand) {
  std::string call = "alloy-emulator " + subcommand.get_name(), first;
  for (const CLI::Option* option : subcommand.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = option->get_name(true);
    const bool given = option->count() > 0;
    if (!given && first.empty()) first = name;
    call += " " + (given ? shell_word(option->results().front()) : in_capitals(name));
  }
  return in_quotes(first) + " is missing: write " + call;
}

/// What CLI11 says of an option that got no value, or too many.
std::string in_own_words(const CLI::ArgumentMismatch& error) {
  const std::string text = error.what();
  const std::string name = text.substr(0, text.find(':'));
  return name + (text.ends_with("missing") ? ": needs a value behind it"
                                           : ": is given more than once; give it once");
}

std::string in_own_words(const CLI::ExcludesError& error) {
  const std::string text = error.what();
  const auto end = text.find(' ');
  return text.substr(0, end) + " and " + text.substr(text.rfind(' ') + 1) +
         " exclude each other: give one of them";
}

}  // namespace

std::string no_subcommand(const CLI::App& program, const std::string& word) {
  const std::vector<std::string> names = subcommands_of(program);
  if (holds(names, word)) return {};
  const std::string start = in_quotes(word) + " is no subcommand; ";
  if (const auto meant = nearest(word, names); !meant.empty())
    return start + "did you mean " + in_quotes(meant) + "?";
  // "help" and "version" are subcommands of other programs.
  for (const std::string& option : long_names(program))
    if (option == "--" + word) return start + "did you mean " + in_quotes(option) + "?";
  if (const std::string meant = stray_word_meant("serve", {word}); !meant.empty())
    return start + "did you mean " + meant + "?";
  return start + "subcommands are " + listed(names, "and", names.size());
}

std::string wrong_use(const CLI::App& program, const CLI::App& subcommand,
                      const CLI::ParseError& error, const std::vector<std::string>& arguments) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error)) return not_expected(program, subcommand);
  if (dynamic_cast<const CLI::RequiredError*>(&error)) return missing(subcommand);
  if (const auto* mismatch = dynamic_cast<const CLI::ArgumentMismatch*>(&error))
    return in_own_words(*mismatch);
  if (const auto* excluding = dynamic_cast<const CLI::ExcludesError*>(&error))
    return in_own_words(*excluding);
  return naming_variables(error.what(), subcommand, arguments);
}

}  // namespace emulator
