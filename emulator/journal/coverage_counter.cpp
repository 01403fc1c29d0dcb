#include "emulator/journal/coverage_counter.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <functional>
#include <iterator>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "emulator/decide/world.h"
#include "emulator/model/media_type.h"
#include "emulator/model/reference.h"
#include "emulator/model/stub_response.h"
#include "emulator/model/subject.h"

namespace emulator {
namespace {

bool points_into(const Model& model, const Operation* operation) {
  const std::less<const Operation*> before;
  const Operation* const first = model.operations.data();
  return operation && !before(operation, first) &&
         before(operation, first + model.operations.size());
}

bool is_given(const ParameterCoverage& parameter, Subject& subject) {
  switch (parameter.in) {
    case In::kPath:
      return true;
    case In::kQuery: {
      const auto values = subject.query(parameter.name);
      return values && !values->empty();
    }
    case In::kHeader:
      return subject.request().header(parameter.name) != nullptr;
    case In::kCookie:
      return !subject.cookies(parameter.name).empty();
    case In::kBody:
      return !subject.request().body.empty();
  }
  return false;
}

// What a call that was accepted must have, or must not have: by a rule of the document or of a fixture file.
enum class Sure { kGiven, kAbsent, kNeither };

Sure sure_of(const ParameterCoverage& parameter, const Operation& operation) {
  for (const RuleGroup& group : operation.groups) {
    if (group.in != parameter.in || group.name != parameter.name) continue;
    for (const Rule& rule : group.rules) {
      if (std::holds_alternative<Required>(rule.demand)) return Sure::kGiven;
      if (std::holds_alternative<Absent>(rule.demand)) return Sure::kAbsent;
    }
  }
  return Sure::kNeither;
}

// How closely a documented key speaks of a status: 3 "404", 2 "4XX", 1 "default", 0 not at all.
int closeness_of(const std::string& key, int status) {
  if (key == "default") return 1;
  if (key.size() != 3 || key[0] - '0' != status / 100) return 0;
  if ((key[1] == 'X' || key[1] == 'x') && (key[2] == 'X' || key[2] == 'x')) return 2;
  return key[1] - '0' == status / 10 % 10 && key[2] - '0' == status % 10 ? 3 : 0;
}

// 3 the very type, 2 the same but for parameters or case, 1 one of a range, 0 another one.
int closeness_of(const std::string& documented, const std::string* type) {
  if (!type || documented.empty()) return !type == documented.empty() ? 3 : 0;
  if (documented == *type) return 3;
  if (!same_media_type(documented, *type)) return 0;
  return documented.find('*') == std::string::npos ? 2 : 1;
}

// The text that each example is sent as.
std::vector<std::string> bodies_of(const Content& content,
                                   const std::vector<ExampleCoverage>& named) {
  std::vector<std::string> bodies;
  Findings ignored;
  for (const ExampleCoverage& example : named) {
    const Located node =
        resolve(member_of(member_of(content.node, "examples"), example.name), ignored);
    const Located value = node ? member_of(node, "value") : Located();
    bodies.push_back(value ? value.value->dump(-1, ' ', false, Json::error_handler_t::replace)
                           : std::string());
  }
  return bodies;
}

// The same one for all of a thread's calls.
std::size_t part_of_this_thread() {
  static std::atomic<std::size_t> threads{0};
  thread_local const std::size_t number = threads.fetch_add(1, std::memory_order_relaxed);
  return number;
}

// A string may be sent as the text itself: `'{}'` in the document is the object {}.
bool is_body(const std::string& example, const std::string& body) {
  if (example.empty() || example == body) return !example.empty();
  if (example.front() != '"') return false;
  const Json text = Json::parse(example, nullptr, false);
  return text.is_string() && text.get_ref<const std::string&>() == body;
}

}  // namespace

class CoverageCounter::Part {
 public:
  void count(const Entry& entry);
  void clear();
  Coverage counted() const;

 private:
  /// The numbers of one operation, and the ways to them.
  struct Tally {
    OperationCoverage shown;
    std::unordered_map<const Rule*, std::uint64_t*> broken;
    /// Of each parameter.
    std::vector<Sure> when_accepted;
    /// Of each answer's examples, the body it would have.
    std::vector<std::vector<std::string>> bodies;
  };
  static Tally make_tally(const Operation& operation);
  static void count_parameters(const Entry& entry, Tally& tally);
  static void count_answer(const Entry& entry, Tally& tally);
  void keep_earlier();

  mutable std::mutex mutex_;
  // Guarded by mutex_.
  ModelPtr model_;  ///< into which tallies_ points
  std::unordered_map<const Operation*, Tally> tallies_;
  Coverage earlier_;  ///< of the models before
};

CoverageCounter::Part::Tally CoverageCounter::Part::make_tally(const Operation& operation) {
  Tally tally;
  tally.shown = coverage_of(operation);
  const auto& documented = operation.parameters;
  for (const ParameterCoverage& parameter : tally.shown.parameters) {
    const std::size_t i = tally.when_accepted.size();
    const bool required = i < documented.size() && documented[i].required;
    tally.when_accepted.push_back(required ? Sure::kGiven : sure_of(parameter, operation));
  }
  for (const DocumentedResponse& response : operation.responses) {
    for (const Content& content : response.contents) {
      tally.bodies.push_back(bodies_of(content, tally.shown.answers[tally.bodies.size()].examples));
    }
    if (response.contents.empty()) tally.bodies.emplace_back();
  }
  return tally;
}

void CoverageCounter::Part::count(const Entry& entry) {
  if (!entry.world || !entry.decision.operation) return;
  const ModelPtr& model = entry.world->shared_model();
  const Operation* const operation = entry.decision.operation;
  if (!points_into(*model, operation)) return;
  const std::lock_guard lock(mutex_);
  if (model != model_) {
    keep_earlier();
    model_ = model;
  }
  auto found = tallies_.find(operation);
  if (found == tallies_.end()) {
    found = tallies_.emplace(operation, make_tally(*operation)).first;
    Tally& made = found->second;
    // In the order of coverage_of(): each rule in turn takes the next place of its parameter.
    std::unordered_map<const ParameterCoverage*, std::size_t> taken;
    const auto point = [&](const Rule& rule, In in, const std::string& name) {
      for (ParameterCoverage& parameter : made.shown.parameters) {
        if (parameter.in != in || parameter.name != name) continue;
        made.broken[&rule] = &parameter.rules[taken[&parameter]++].broken;
        return;
      }
    };
    for (const RuleGroup& group : operation->groups)
      for (const Rule& rule : group.rules) point(rule, group.in, group.name);
    point(operation->accept, operation->accept.in, operation->accept.name);
  }
  Tally& tally = found->second;
  ++tally.shown.calls;
  count_parameters(entry, tally);
  count_answer(entry, tally);
}

void CoverageCounter::Part::count_parameters(const Entry& entry, Tally& tally) {
  const bool accepted =
      entry.decision.outcome == Outcome::kAccepted && entry.decision.violations.empty();
  Subject subject(entry.request);
  for (std::size_t i = 0; i < tally.shown.parameters.size(); ++i) {
    ParameterCoverage& parameter = tally.shown.parameters[i];
    const Sure sure = accepted ? tally.when_accepted[i] : Sure::kNeither;
    if (sure == Sure::kGiven || (sure == Sure::kNeither && is_given(parameter, subject)))
      ++parameter.seen;
  }
  for (const Violation& violation : entry.decision.violations) {
    const auto broken = tally.broken.find(violation.rule);
    if (broken != tally.broken.end()) ++*broken->second;
  }
}

void CoverageCounter::Part::count_answer(const Entry& entry, Tally& tally) {
  const Response& response = entry.decision.response;
  if (!fault_name(response.effects).empty()) return;  // the client did not get it
  const std::string* const type = response.header("Content-Type");
  std::size_t best = 0;
  int best_fit = 0;
  for (std::size_t i = 0; i < tally.shown.answers.size(); ++i) {
    const AnswerCoverage& answer = tally.shown.answers[i];
    const int by_status = closeness_of(answer.key, response.status);
    const int by_type = by_status > 0 ? closeness_of(answer.media_type, type) : 0;
    const int fit = by_type > 0 ? 4 * by_status + by_type : 0;
    if (fit > best_fit) {
      best = i;
      best_fit = fit;
    }
  }
  if (best_fit == 0) return;
  AnswerCoverage& answer = tally.shown.answers[best];
  ++answer.sent;
  if (entry.decision.stub) ++answer.by_stub;
  for (std::size_t i = 0; response.body && i < answer.examples.size(); ++i)
    if (is_body(tally.bodies[best][i], *response.body)) ++answer.examples[i].sent;
}

void CoverageCounter::Part::keep_earlier() {
  for (auto& [operation, tally] : tallies_) {
    const Coverage one{std::move(tally.shown)};
    const auto known = std::find_if(
        earlier_.begin(), earlier_.end(),
        [&](const OperationCoverage& other) { return are_of_one_operation(other, one[0]); });
    if (known == earlier_.end())
      earlier_.push_back(one[0]);
    else
      add_coverage(one, earlier_);
  }
  tallies_.clear();
}

void CoverageCounter::Part::clear() {
  const std::lock_guard lock(mutex_);
  tallies_.clear();
  earlier_.clear();
  model_ = nullptr;
}

Coverage CoverageCounter::Part::counted() const {
  const std::lock_guard lock(mutex_);
  Coverage out = earlier_;
  for (const auto& [operation, tally] : tallies_) out.push_back(tally.shown);
  return out;
}

CoverageCounter::CoverageCounter() {
  for (auto& part : parts_) part = std::make_unique<Part>();
}

CoverageCounter::~CoverageCounter() = default;

void CoverageCounter::count(const Entry& entry) {
  parts_[part_of_this_thread() % kParts]->count(entry);
}

void CoverageCounter::clear() {
  for (const auto& part : parts_) part->clear();
}

Coverage CoverageCounter::counted() const {
  Coverage out;
  for (const auto& part : parts_) {
    Coverage more = part->counted();
    std::move(more.begin(), more.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace emulator
