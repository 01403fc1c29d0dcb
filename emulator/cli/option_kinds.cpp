#include "emulator/cli/option_kinds.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>

#include "emulator/text/quote.h"

namespace emulator {

std::string variable_for(const std::string& option) {
  std::string name = "ALLOY_EMULATOR_";
  for (const char c : option.substr(2)) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

CLI::Validator whole_number(std::uint64_t least, std::uint64_t most) {
  const auto judge = [least, most](const std::string& given) -> std::string {
    std::uint64_t number = 0;
    const char* const end = given.data() + given.size();
    const auto [stop, error] = std::from_chars(given.data(), end, number);
    if (error == std::errc() && stop == end && number >= least && number <= most) return {};
    const bool open = most == std::numeric_limits<std::uint64_t>::max();
    const std::string range = "from " + std::to_string(least) + " to " + std::to_string(most);
    return "expected a " + (open && least == 0 ? std::string("whole number") : "number " + range) +
           ", found " + in_quotes(given);
  };
  return CLI::Validator(judge, "");
}

CLI::Option* add_switch(CLI::App& command, const std::string& name, bool& value,
                        const std::string& text) {
  return command.add_flag(name, value, text)->envname(variable_for(name))->check(true_or_false());
}

CLI::Option* one_of(CLI::Option* option, std::vector<std::string> names) {
  std::string type;
  for (const std::string& name : names) type += (type.empty() ? "" : "|") + name;
  const auto judge = [names = std::move(names)](const std::string& given) {
    if (std::find(names.begin(), names.end(), given) != names.end()) return std::string();
    return "expected " + listed(names, "or") + ", found " + in_quotes(given);
  };
  return option->check(CLI::Validator(judge, ""))->type_name(type);
}

CLI::Validator true_or_false() {
  return {[](std::string& given) {
            bool value = false;
            return CLI::detail::lexical_cast(given, value)
                       ? std::string()
                       : "expected true or false, found " + in_quotes(given);
          },
          ""};
}

// Without a description: it would stand in the help.
CLI::Validator some_text() {
  return {[](std::string& text) {
            if (text.empty()) return std::string("must not be empty");
            return printable(text, text.size()) == text
                       ? std::string()
                       : in_quotes(text) + " has characters that cannot be used here";
          },
          ""};
}

CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                      const std::string& text, std::string_view separators) {
  const std::string how =
      " [repeatable; " + variable_for(name) + ", split at '" + separators.front() + "']";
  return command.add_option(name, values, text + how)
      ->expected(1)
      ->take_all()
      ->allow_extra_args(false);
}

void from_environment(const std::string& option, std::vector<std::string>& values,
                      std::string_view separators) {
  const char* given = values.empty() ? std::getenv(variable_for(option).c_str()) : nullptr;
  std::string_view rest = given ? given : "";
  while (!rest.empty()) {
    const auto end = rest.find_first_of(separators);
    if (end != 0) values.emplace_back(rest.substr(0, end));
    if (end == std::string_view::npos) return;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace emulator
