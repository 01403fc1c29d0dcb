#include "emulator/decide/decide.h"

#include <iterator>

#include "emulator/decide/answer.h"
#include "emulator/decide/choose_version.h"
#include "emulator/decide/judge.h"
#include "emulator/decide/prefer.h"
#include "emulator/decide/problem.h"
#include "emulator/decide/refusal.h"
#include "emulator/decide/security.h"
#include "emulator/decide/stub_answer.h"
#include "emulator/model/secrets.h"
#include "emulator/model/target.h"
#include "emulator/text/ascii.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kNearestPaths = 3;

Decision unmatched(int status, std::string note) {
  Decision decision;
  decision.outcome = Outcome::kUnmatched;
  decision.response = problem(status, note);
  decision.notes.push_back(std::move(note));
  return decision;
}

// The path of a document, without the base path that several documents need to be told apart.
std::string missing_base_path(const Model& model, const Target& target) {
  const Router::Route route = model.below_base_paths.find(target.segments);
  if (!route.methods) return {};
  std::vector<std::string> bases;
  for (const std::string& base : model.base_paths[route.methods->begin()->second])
    bases.push_back(in_quotes(base));
  return "; it is documented below " + listed(bases, "and", bases.size());
}

Decision no_such_path(const World& world, const Target& target) {
  const std::string below = missing_base_path(world.model(), target);
  const std::string none = "no documented path fits " + in_quotes(target.path);
  if (!below.empty()) return unmatched(404, none + below);
  std::vector<std::string> paths = world.model().router.nearest(target.segments, kNearestPaths);
  const bool slash = target.segments.size() > 1 && target.segments.back().empty();
  return unmatched(404, none +
                            (paths.empty() ? "; none is documented"
                                           : "; the nearest documented: " + listed(paths, "and")) +
                            (slash && !paths.empty() ? "; leave out the '/' at the end" : ""));
}

// They are told apart by case (RFC 9110 9.1); clients that take any text for one do not know it.
std::string meant_method(std::string_view method, const std::string& allowed) {
  const auto in_list = [](std::string_view name) {
    return in_lower_case(", " + std::string(name) + ",");
  };
  const auto at = in_list(allowed).find(in_list(method));
  return at == std::string::npos ? ""
                                 : "; write it in capitals: " + allowed.substr(at, method.size());
}

Decision no_such_method(const Request& request, const Router::Route& route) {
  const std::string allowed = allowed_methods(*route.methods);
  Decision decision = unmatched(405, "the method " + in_quotes(request.method) +
                                         " is not documented for this path; it allows " + allowed +
                                         meant_method(request.method, allowed));
  decision.response.headers.push_back({"Allow", allowed});
  return decision;
}

// An OPTIONS that nobody documented says what the path allows; with cors on, to any web page.
Decision options_of(const World& world, const Request& request, const Router::Route& route) {
  Decision decision;
  const std::string allowed = allowed_methods(*route.methods);
  decision.response.status = 204;
  decision.response.headers.push_back({"Allow", allowed});
  decision.notes.push_back("OPTIONS is answered with what the path allows");
  const HeaderLine* wanted = request.header("Access-Control-Request-Headers");
  if (world.settings().cors && request.header("Origin")) {
    decision.response.headers.push_back({"Access-Control-Allow-Methods", allowed});
    if (wanted)
      decision.response.headers.push_back(
          {"Access-Control-Allow-Headers", std::string(wanted->value)});
    decision.response.headers.push_back({"Access-Control-Max-Age", "600"});
  }
  return decision;
}

// The index of what the path and the method lead to; nothing: nullptr.
const std::size_t* found_for(const Router::Route& route, std::string_view method) {
  auto found = route.methods->find(std::string(method));
  if (found == route.methods->end() && method == "HEAD") found = route.methods->find("GET");
  return found == route.methods->end() ? nullptr : &found->second;
}

const Plan* plan_of(const Scene& scene, const Operation& operation) {
  if (scene.records) return scene.records->plan_of(operation);
  return operation.plan ? &*operation.plan : nullptr;
}

void take(Decision& decision, Judgement judgement) {
  if (decision.judged.empty()) decision.judged.swap(judgement.judged);
  std::move(judgement.judged.begin(), judgement.judged.end(), std::back_inserter(decision.judged));
  std::move(judgement.notes.begin(), judgement.notes.end(), std::back_inserter(decision.notes));
  decision.violations = std::move(judgement.violations);
  decision.found = std::move(judgement.found);
}

// Security, then the other rules, then the answer.
void decide_call(Decision& decision, const Scene& scene, const Call& call) {
  Preferences preferences = preferences_of(call.request);
  decision.notes = std::move(preferences.notes);
  take(decision, judge_security(call));
  if (decision.violations.empty()) take(decision, judge(call));
  if (decision.violations.empty()) {
    answer(decision, scene, call, preferences);
  } else {
    refuse(decision, scene, preferences);
  }
}

Decision decide_routed(const Scene& scene, const Request& request) {
  const World& world = scene.world;
  const auto target = parse_target(request.target);
  if (!target) {
    Decision decision;
    decision.outcome = Outcome::kMalformed;
    decision.notes.push_back("the target " + in_quotes(mask_query(request.target)) +
                             " is not well percent-encoded");
    decision.response = problem(400, decision.notes.back());
    return decision;
  }
  const Router::Route route = world.model().router.find(target->segments);
  if (!route.methods) return no_such_path(world, *target);
  const std::size_t* found = found_for(route, request.method);
  if (!found) {
    return request.method == "OPTIONS" ? options_of(world, request, route)
                                       : no_such_method(request, route);
  }
  VersionChoice chosen = choose_version(world.model(), *found, request);
  const Operation* operation = chosen.operation;
  if (!operation) return unmatched(chosen.status, std::move(chosen.note));
  Decision decision;
  decision.operation = operation;
  decision.plan = plan_of(scene, *operation);
  const BodyMembers body(request);
  decide_call(decision, scene, {request, *target, *operation, route.values, body, decision.plan});
  return decision;
}

}  // namespace

Decision decide(const World& world, const Request& request) {
  return decide(Scene{world, nullptr, std::nullopt, std::nullopt}, request);
}

Decision decide(const Scene& scene, const Request& request) {
  Decision decision = decide_routed(scene, request);
  if (scene.stub) answer_by_stub(decision, *scene.stub);
  if (scene.world.settings().cors && request.header("Origin")) {
    decision.response.headers.push_back({"Access-Control-Allow-Origin", "*"});
  }
  return decision;
}

}  // namespace emulator
