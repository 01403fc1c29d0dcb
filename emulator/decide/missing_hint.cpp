#include "emulator/decide/missing_hint.h"

#include <vector>

#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// A name in the request that was perhaps meant to be this one.
std::string mistaken_name(const Rule& rule, const Call& call) {
  std::vector<std::string> given;
  for (const HeaderLine& line : call.request.headers) {
    if (rule.in == In::kHeader) given.emplace_back(line.name);
  }
  for (const QueryParameter& parameter : call.target.query) {
    if (rule.in == In::kQuery) given.push_back(parameter.name);
  }
  return std::string(nearest(rule.name, given));
}

// The mark before the parameter's name that hides it from the query: ';', a second '?', "&amp;", "%3F". Nothing
// else of the request is told: it may be secret.
std::string_view wrong_joint(const Rule& rule, const Call& call) {
  const std::string_view target = call.request.target;
  const std::size_t at = target.find(rule.name + "=");
  const std::string_view before = target.substr(0, at == std::string_view::npos ? 0 : at);
  for (const std::string_view joint : {"&amp;", "%26", "%3F", "%3f", ";", "?", ","}) {
    if (before.ends_with(joint)) return before.substr(before.size() - joint.size());
  }
  return {};
}

}  // namespace

std::string slip_for_missing(const Rule& rule, const Call& call) {
  const std::string near = mistaken_name(rule, call);
  // Its own name is no slip: a value that is sent in pairs has none under it.
  if (near == rule.name) return {};
  if (!near.empty()) return "; the request has " + in_quotes(near) + ": a slip of the pen?";
  const std::string_view joint =
      rule.in == In::kQuery ? wrong_joint(rule, call) : std::string_view();
  if (joint.empty()) return {};
  return "; it stands in the request behind " + in_quotes(joint) +
         ": the query begins with one '?', and '&' alone parts its parameters";
}

}  // namespace emulator
