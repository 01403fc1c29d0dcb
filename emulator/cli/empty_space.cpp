#include "emulator/cli/empty_space.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "emulator/text/json.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

std::vector<std::string> names_with_calls(const std::string& list) {
  std::vector<std::string> names;
  const Json answer = Json::parse(list);
  for (const Json& space : answer.at("spaces"))
    if (space.at("calls") != 0) names.push_back(space.at("name"));
  return names;
}

}  // namespace

// To ask a space makes it, so that a misspelt one is there, and has no calls.
std::string tell_empty_space(const AdminAddress& address, HttpQuestion question) {
  if (address.space.empty()) return {};
  question.method = "GET";
  question.target = "/__admin/spaces";
  question.body.clear();
  const HttpAnswer answer = ask_http(address.root, question);
  if (answer.status != 200) return {};
  std::vector<std::string> names = names_with_calls(answer.body);
  if (std::find(names.begin(), names.end(), address.space) != names.end()) return {};
  for (std::string& name : names) name = in_quotes(name);
  return "the space " + in_quotes(address.space) + " has no calls" +
         (names.empty() ? "" : ", others have: " + listed(names)) +
         "; without a space all are asked\n";
}

}  // namespace emulator
