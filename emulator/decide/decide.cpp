#include "emulator/decide/decide.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/decide/judge.h"
#include "emulator/decide/negotiate.h"
#include "emulator/decide/problem.h"
#include "emulator/decide/stub_answer.h"
#include "emulator/model/target.h"
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

Decision no_such_path(const World& world, const Request& request, const Target& target) {
  std::vector<std::string> paths = world.model().router.nearest(target.segments, kNearestPaths);
  const bool slash = target.segments.size() > 1 && target.segments.back().empty();
  return unmatched(404, "no documented path fits " + in_quotes(request.target) +
                            (paths.empty() ? "; none is documented"
                                           : "; the nearest documented: " + listed(paths, "and")) +
                            (slash && !paths.empty() ? "; leave out the '/' at the end" : ""));
}

Decision no_such_method(const Request& request, const Router::Route& route) {
  const std::string allowed = allowed_methods(*route.methods);
  Decision decision = unmatched(405, "the method " + in_quotes(request.method) +
                                         " is not documented for this path; it allows " + allowed);
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

const Operation* operation_for(const World& world, const Router::Route& route,
                               std::string_view method) {
  auto found = route.methods->find(std::string(method));
  if (found == route.methods->end() && method == "HEAD") found = route.methods->find("GET");
  return found == route.methods->end() ? nullptr : &world.model().operations[found->second];
}

// "Prefer: errors=detailed" (RFC 7240) decides for one call.
ErrorBodies errors_for(const Scene& scene, const Request& request) {
  for (const HeaderLine& line : request.headers) {
    if (!equal_ignoring_case(line.name, "Prefer")) continue;
    if (line.value.find("errors=detailed") != std::string_view::npos) return ErrorBodies::kDetailed;
    if (line.value.find("errors=documented") != std::string_view::npos)
      return ErrorBodies::kDocumented;
  }
  return scene.errors.value_or(scene.world.settings().errors);
}

// What a fixture row says about one of the broken rules; the first row decides.
const ErrorAnswer* error_for(const Decision& decision) {
  for (const ErrorAnswer& error : decision.operation->errors) {
    for (const Violation& violation : decision.violations) {
      if (violation.rule->id == error.rule) return &error;
    }
  }
  return nullptr;
}

// A refusal ignores Accept: the first documented content.
void refuse(Decision& decision, const Scene& scene, const Request& request) {
  const Operation& operation = *decision.operation;
  decision.outcome = Outcome::kRefused;
  const bool body_refused =
      std::all_of(decision.violations.begin(), decision.violations.end(), [](const Violation& v) {
        return std::holds_alternative<NoBody>(v.rule->demand) ||
               std::holds_alternative<MediaTypeDocumented>(v.rule->demand);
      });
  const DocumentedResponse* documented =
      operation.refusal == Operation::npos ? nullptr : &operation.responses[operation.refusal];
  Response& response = decision.response;
  response.status = operation.refusal_status;
  if (body_refused) {
    response.status = 415;
    documented = operation.response_with_key("415");
  }
  const ErrorAnswer* const error = error_for(decision);
  if (error) response.status = error->status;
  if (errors_for(scene, request) == ErrorBodies::kDetailed) {
    response.headers.push_back({"Content-Type", "application/json"});
    response.body = std::make_shared<const std::string>(detailed_error(decision.violations));
  } else if (error) {
    if (!error->body) return;
    response.headers.push_back({"Content-Type", error->media_type});
    response.body = error->body;
  } else if (documented) {
    if (documented->contents.empty()) return;
    response.headers.push_back({"Content-Type", documented->contents.front().media_type});
    response.body = documented->contents.front().body;
  } else {
    std::string detail;
    for (const Violation& violation : decision.violations)
      detail += (detail.empty() ? "" : "; ") + message_of(violation);
    response = problem(response.status, detail);
  }
}

void not_acceptable(Decision& decision, const Request& request,
                    const std::vector<Content>& contents) {
  std::vector<std::string> types;
  for (const Content& content : contents) types.push_back(content.media_type);
  const Rule& rule = decision.operation->accept;
  const HeaderLine* accept = request.header("Accept");
  decision.violations.push_back(
      {&rule, listed(types, "or"), accept ? in_quotes(accept->value) : "nothing", rule.hint});
  decision.judged.push_back({&rule, Verdict::kBroken});
  decision.outcome = Outcome::kRefused;
  decision.response = problem(406, message_of(decision.violations.back()));
}

// The answer of the plan, and what the call makes of the records.
void answer_by_plan(Decision& decision, const Scene& scene, const Call& call) {
  Plan::Answer answer = decision.plan->answer(
      {decision.found, [&](const RequestValue& wanted) { return plan_value(call, wanted); },
       scene.records ? scene.records->changed() : 0});
  decision.response.body = std::move(answer.body);
  decision.changes = std::move(answer.changes);
}

void succeed(Decision& decision, const Scene& scene, const Call& call) {
  static const std::vector<Content> kNone;
  const Request& request = call.request;
  const Operation& operation = *decision.operation;
  const std::vector<Content>& contents = operation.success == Operation::npos
                                             ? kNone
                                             : operation.responses[operation.success].contents;
  const Content* content = nullptr;
  if (!contents.empty()) {
    content = acceptable(request, contents);
    if (!content) return not_acceptable(decision, request, contents);
    decision.judged.push_back({&operation.accept, Verdict::kHeld});
  }
  decision.response.status = operation.success_status;
  if (decision.plan) answer_by_plan(decision, scene, call);
  const bool documented = !decision.plan || !decision.plan->respond;
  if (documented && content) decision.response.body = content->body;
  if (decision.response.body) {
    decision.response.headers.reserve(2);  // Emulator-Call comes behind
    decision.response.headers.push_back(
        {"Content-Type", content ? content->media_type : "application/json"});
  }
}

const Plan* plan_of(const Scene& scene, const Operation& operation) {
  if (scene.records) return scene.records->plan_of(operation);
  return operation.plan ? &*operation.plan : nullptr;
}

Decision decide_routed(const Scene& scene, const Request& request) {
  const World& world = scene.world;
  const auto target = parse_target(request.target);
  if (!target) {
    Decision decision;
    decision.outcome = Outcome::kMalformed;
    decision.notes.push_back("the target " + in_quotes(request.target) +
                             " is not well percent-encoded");
    decision.response = problem(400, decision.notes.back());
    return decision;
  }
  const Router::Route route = world.model().router.find(target->segments);
  if (!route.methods) return no_such_path(world, request, *target);
  const Operation* operation = operation_for(world, route, request.method);
  if (!operation) {
    return request.method == "OPTIONS" ? options_of(world, request, route)
                                       : no_such_method(request, route);
  }
  Decision decision;
  decision.operation = operation;
  decision.plan = plan_of(scene, *operation);
  const BodyMembers body(request);
  const Call call{request, *target, *operation, route.values, body, decision.plan};
  Judgement judgement = judge(call);
  decision.judged = std::move(judgement.judged);
  decision.violations = std::move(judgement.violations);
  decision.notes = std::move(judgement.notes);
  decision.found = std::move(judgement.found);
  if (decision.violations.empty()) {
    succeed(decision, scene, call);
  } else {
    refuse(decision, scene, request);
  }
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
