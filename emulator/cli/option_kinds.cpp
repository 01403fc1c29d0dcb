#include "emulator/cli/option_kinds.h"

#include <cctype>
#include <cstdlib>

namespace emulator {

std::string variable_for(const std::string& option) {
  std::string name = "ALLOY_EMULATOR_";
  for (const char c : option.substr(2)) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

CLI::Option* add_switch(CLI::App& command, const std::string& name, bool& value,
                        const std::string& text) {
  return command.add_flag(name, value, text)->envname(variable_for(name));
}

CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<std::string>& values,
                      const std::string& text, std::string_view separators) {
  const std::string how =
      " [repeatable; " + variable_for(name) + ", split at '" + separators.front() + "']";
  return command.add_option(name, values, text + how)->expected(1)->take_all();
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
