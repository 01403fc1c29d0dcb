#include "emulator/cli/routes_command.h"

#include <cstdio>
#include <map>

#include "emulator/cli/reloader.h"

namespace emulator {
namespace {

constexpr Class kClasses[] = {Class::kDocumented, Class::kInferred, Class::kAssumed};

std::string rule_line(const Rule& rule) {
  std::string line = "  " + rule.id;
  line.append(line.size() < 38 ? 38 - line.size() : 1, ' ');
  line += to_string(rule.cls);
  line.append(line.size() < 50 ? 50 - line.size() : 1, ' ');
  line += to_string(rule.place);
  if (!rule.row.file.empty()) line += ", by " + to_string(rule.row);
  if (rule.option != RuleOption::kNone) line += ", changed by " + std::string(flag_of(rule.option));
  return line + "\n";
}

}  // namespace

std::string routes_text(const Model& model) {
  std::string out;
  std::map<Class, std::size_t> counts;
  std::size_t all = 0;
  for (const Operation& operation : model.operations) {
    out += operation.method + " " + operation.full_path() + "  (" + operation.id + ")  " +
           to_string(operation.node.key_place()) + "\n";
    const auto add = [&](const Rule& rule) {
      out += rule_line(rule);
      ++counts[rule.cls];
      ++all;
    };
    for (const Rule& rule : operation.security.rules) add(rule);
    for (const RuleGroup& group : operation.groups) {
      for (const Rule& rule : group.rules) add(rule);
    }
  }
  out += std::to_string(all) + (all == 1 ? " rule:" : " rules:");
  for (const Class cls : kClasses) {
    const std::size_t percent = all == 0 ? 0 : (counts[cls] * 100 + all / 2) / all;
    out += std::string(cls == kClasses[0] ? " " : ", ") + std::to_string(counts[cls]) + " " +
           to_string(cls) + " (" + std::to_string(percent) + " %)";
  }
  return out + "\n";
}

int routes(const WorldOptions& options) {
  std::vector<Finding> findings;
  try {
    std::fputs(routes_text(Reloader(options).first(findings).world->model()).c_str(), stdout);
    return 0;
  } catch (const LoadError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

}  // namespace emulator
