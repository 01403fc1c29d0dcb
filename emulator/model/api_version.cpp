#include "emulator/model/api_version.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/message.h"

namespace emulator {
namespace {

bool is_version(In in, const std::string& name) {
  return in == In::kHeader && equal_ignoring_case(name, kVersionHeader);
}

bool includes(const std::vector<std::string>& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string text_of_version(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<std::string> of_rows(const Operation& operation,
                                 const std::vector<std::string>& accepted) {
  std::vector<std::string> out;
  for (const RuleGroup& group : operation.groups) {
    if (!is_version(group.in, group.name)) continue;
    for (const Rule& rule : group.rules) {
      const auto* demand = std::get_if<OneOf>(&rule.demand);
      if (demand == nullptr) continue;
      // What the row itself says stands before what an option added.
      const bool open = rule.option == RuleOption::kAcceptApiVersion;
      const std::size_t own = demand->values.size() - (open ? accepted.size() : 0);
      for (std::size_t i = 0; i < own; ++i) {
        if (!includes(out, demand->values[i])) out.push_back(demand->values[i]);
      }
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> versions_of(const Operation& operation,
                                     const std::vector<std::string>& accepted) {
  std::vector<std::string> out = of_rows(operation, accepted);
  if (!out.empty()) return out;
  for (const Parameter& parameter : operation.parameters) {
    if (!is_version(parameter.in, parameter.name)) continue;
    if (const Located constant = below(parameter.node, "/schema/const"))
      return {text_of_version(*constant.value)};
    const Located allowed = below(parameter.node, "/schema/enum");
    if (allowed && allowed.value->is_array() && !allowed.value->empty()) {
      for (const Json& value : *allowed.value) out.push_back(text_of_version(value));
      return out;
    }
    if (const Located fallback = below(parameter.node, "/schema/default"))
      return {text_of_version(*fallback.value)};
  }
  return out;
}

}  // namespace emulator
