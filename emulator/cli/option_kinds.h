#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace emulator {

/// "--port-file" is ALLOY_EMULATOR_PORT_FILE.
std::string variable_for(const std::string& option);

/// Refuses what is no whole number in that range: "expected a number from 0 to 65535, found '70000'".
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);

template <class Value>
CLI::Option* add_value(CLI::App& command, const std::string& name, Value& value,
                       const std::string& text) {
  CLI::Option* option =
      command.add_option(name, value, text)->envname(variable_for(name))->capture_default_str();
  if constexpr (std::is_unsigned_v<Value>)
    option->check(whole_number(0, std::numeric_limits<Value>::max()));
  return option;
}

/// A number in a range of its own.
template <class Value>
CLI::Option* add_number(CLI::App& command, const std::string& name, Value& value,
                        const std::string& text, std::uint64_t least, std::uint64_t most) {
  return command.add_option(name, value, text)
      ->envname(variable_for(name))
      ->capture_default_str()
      ->check(whole_number(least, most))
      ->type_name("N");
}

/// A switch; as a variable, or behind "=", it takes true or false.
CLI::Option* add_switch(CLI::App& command, const std::string& name, bool& value,
                        const std::string& text);

/// Refuses what is none of the names: "expected text, json or off, found 'yaml'".
CLI::Option* one_of(CLI::Option* option, std::vector<std::string> names);

/// Refuses what is neither true nor false (nor on, off, yes, no, 1, 0).
CLI::Validator true_or_false();

/// Wants a text that is not empty, as that of a variable which nobody has set, and has no control characters.
CLI::Validator some_text();

/// An option that takes one value each time it is given, so that no positional word is swallowed. Its variable is split
/// by the caller, with from_environment().
CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                      const std::string& text, std::string_view separators = ":");

/// The values of the option's variable where the command line gave none.
void from_environment(const std::string& option, std::vector<std::string>& values,
                      std::string_view separators = ":");

}  // namespace emulator
