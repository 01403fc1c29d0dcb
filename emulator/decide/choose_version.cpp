#include "emulator/decide/choose_version.h"

#include <algorithm>
#include <set>

#include "emulator/model/api_version.h"
#include "emulator/model/message.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

using Candidates = std::vector<const Operation*>;

Candidates candidates_for(const Model& model, std::size_t found) {
  const auto rivals = model.rivals.find(found);
  if (rivals == model.rivals.end()) return {&model.operations[found]};
  Candidates out;
  for (const std::size_t index : rivals->second) out.push_back(&model.operations[index]);
  return out;
}

bool says(const Operation& operation, const std::string& version) {
  const auto& known = operation.versions;
  return std::find(known.begin(), known.end(), version) != known.end();
}

// Also what an option lets pass.
bool lets_pass(const Operation& operation, const std::string& version) {
  for (const RuleGroup& group : operation.groups) {
    if (group.in != In::kHeader || !equal_ignoring_case(group.name, kVersionHeader)) continue;
    for (const Rule& rule : group.rules) {
      const auto* allowed = std::get_if<OneOf>(&rule.demand);
      if (allowed && std::find(allowed->values.begin(), allowed->values.end(), version) !=
                         allowed->values.end())
        return true;
    }
  }
  return false;
}

std::string versions_in(const Candidates& candidates) {
  std::set<std::string> versions;
  for (const Operation* operation : candidates) {
    for (const std::string& version : operation->versions) versions.insert(in_quotes(version));
  }
  return listed(std::vector<std::string>(versions.begin(), versions.end()), "and", versions.size());
}

VersionChoice refused(const Model& model, const Candidates& candidates,
                      const std::string& version) {
  const std::string header(kVersionHeader);
  if (model.versions.count(version) > 0) {
    return {nullptr, 404,
            "the version " + in_quotes(version) + " in the header " + header +
                " does not have this path; those that do are " + versions_in(candidates)};
  }
  std::vector<std::string> known;
  for (const std::string& one : model.versions) known.push_back(in_quotes(one));
  return {nullptr, 400,
          "the version " + in_quotes(version) + " in the header " + header +
              " is not known; known are " + listed(known, "and", known.size())};
}

}  // namespace

VersionChoice choose_version(const Model& model, std::size_t found, const Request& request) {
  // Where no two documents share a path, an operation's own rules say which versions it takes.
  if (model.rivals.empty()) return {&model.operations[found]};
  const Candidates candidates = candidates_for(model, found);
  const HeaderLine* header = request.header(kVersionHeader);
  const bool unversioned = candidates.back()->versions.empty();
  if (header == nullptr || header->value.empty())
    return {unversioned ? candidates.back() : candidates.front()};
  if (candidates.size() == 1 && unversioned) return {candidates.front()};
  const std::string version(header->value);
  for (const auto means : {says, lets_pass}) {
    for (const Operation* operation : candidates) {
      if (means(*operation, version)) return {operation};
    }
  }
  return refused(model, candidates, version);
}

}  // namespace emulator
