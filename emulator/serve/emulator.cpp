#include "emulator/serve/emulator.h"

#include <future>

#include "emulator/decide/decide.h"
#include "emulator/decide/problem.h"
#include "emulator/journal/call_id.h"
#include "emulator/serve/every_journal.h"
#include "emulator/serve/own_headers.h"
#include "emulator/serve/proxy.h"
#include "emulator/version.h"

namespace emulator {

namespace {

Decision failed(int status, std::string why) {
  Decision decision;
  decision.outcome = Outcome::kFailed;
  decision.response = problem(status, why);
  decision.notes.push_back(std::move(why));
  return decision;
}

std::string first_error(const Findings& findings) {
  for (const Finding& finding : findings.sorted()) {
    if (finding.severity == Severity::kError)
      return finding.message + " [" + finding.code + "]; " + finding.hint;
  }
  return {};
}

}  // namespace

Emulator::Emulator(WorldPtr world, EmulatorOptions options, CallLog* log)
    : options_(std::move(options)),
      log_(log),
      started_(std::chrono::system_clock::now()),
      admin_(options_.admin),
      spaces_(options_.journal),
      last_request_(std::chrono::steady_clock::now()),
      world_(std::move(world)) {}

WorldPtr Emulator::world() const {
  const std::lock_guard lock(mutex_);
  return world_;
}

// Changes of records are made anew over the new world, space by space.
void Emulator::replace(WorldPtr world) {
  const std::lock_guard one_at_a_time(changing_);
  std::vector<std::pair<SpacePtr, RecordsPtr>> moved;
  const auto move_over = [&](const SpacePtr& space) {
    std::vector<RecordChange> dropped;
    if (const RecordsPtr records = space->records())
      moved.emplace_back(space, records->over(world->shared_model(), dropped));
  };
  move_over(spaces_.fallback());
  for (const Spaces::Listed& listed : spaces_.list(Spaces::Clock::now())) move_over(listed.space);
  const std::lock_guard lock(mutex_);
  for (auto& [space, records] : moved) space->set_records(std::move(records));
  world_.swap(world);  // the old one may end here, after the lock
}

// World and records are read together: records point into their world.
Emulator::Scenery Emulator::scenery(const Space& space) const {
  const std::lock_guard lock(mutex_);
  return {world_, space.records()};
}

/// What the admin protocol sees of the emulator from one space; from the default one all calls.
class Emulator::Desk : public AdminHost {
 public:
  Desk(Emulator& emulator, Space& space) : emulator_(emulator), space_(space) {
    if (&space == emulator.spaces_.fallback().get())
      every_.emplace(space.journal(), emulator.spaces_.list(Spaces::Clock::now()));
  }

  Journal& journal() override { return every_ ? *every_ : space_.journal(); }
  Space& space() override { return space_; }
  Spaces& spaces() override { return emulator_.spaces_; }
  void reset() override {
    const std::lock_guard one_at_a_time(emulator_.changing_);
    space_.reset();
  }
  std::vector<Finding> reload() override {
    return emulator_.options_.reload ? emulator_.options_.reload() : std::vector<Finding>{};
  }
  bool shut_down() override {
    if (emulator_.options_.shut_down) emulator_.options_.shut_down();
    return emulator_.options_.shut_down != nullptr;
  }
  RecordsPtr records() const override {
    const Scenery now = emulator_.scenery(space_);
    return now.records ? now.records : std::make_shared<const Records>(now.world->shared_model());
  }
  void change_records(const std::function<RecordsPtr(const RecordsPtr&)>& change) override {
    const std::lock_guard one_at_a_time(emulator_.changing_);
    if (RecordsPtr next = change(records())) space_.set_records(std::move(next));
  }
  void wait_for(Progress progress, bool as_json) override {
    waiting.emplace(std::move(progress), as_json);
  }
  AdminFacts facts() const override {
    const WorldPtr world = emulator_.world();
    AdminFacts facts{std::string(kVersion), emulator_.started_, {}, world->generation()};
    for (const DocumentPtr& document : world->model().documents)
      facts.documents.push_back(document->name());
    return facts;
  }

  std::optional<std::pair<Progress, bool>> waiting;

 private:
  Emulator& emulator_;
  Space& space_;
  std::optional<EveryJournal> every_;
};

Response Emulator::handle(Request request) {
  std::promise<Response> answer;
  call(std::move(request), [&](Response response) { answer.set_value(std::move(response)); });
  return answer.get_future().get();
}

void Emulator::call(Request request, Responder respond) {
  const auto begun = std::chrono::steady_clock::now();
  last_request_.store(begun, std::memory_order_relaxed);
  if (answer_as_proxy(request, respond)) return;
  if (answer_by_desk(spaces_.fallback(), request, respond)) return;
  const SpacePtr space = spaces_.enter(request, begun);
  if (!space) {
    return respond(problem(
        404,
        "no space has this address, and none can be made: write /__space/{name}/PATH with a "
        "name of letters, digits, '.', '_' and '-', other than 'default'; there may be " +
            std::to_string(Spaces::kMost) + " at a time"));
  }
  // Only an address leads to the admin protocol of a space: a claim is about calls.
  if (space != spaces_.fallback() && answer_by_desk(space, request, respond)) return;
  respond(call_in(*space, std::move(request), begun));
}

// A tunnel is not recorded: the calls inside it are.
bool Emulator::answer_as_proxy(const Request& request, const Responder& respond) {
  if (options_.proxied_hosts.empty()) return false;
  const auto step = proxy_step(request, options_.proxied_hosts);
  if (const auto* refusal = std::get_if<Rejection>(&step)) {
    respond(rejected(*refusal));
    return true;
  }
  if (std::get<ProxyStep>(step) == ProxyStep::kNone) return false;
  Response tunnel;
  tunnel.starts_tls = true;
  respond(std::move(tunnel));
  return true;
}

// returns  false: no call of the admin protocol
bool Emulator::answer_by_desk(const SpacePtr& space, const Request& request,
                              const Responder& respond) {
  if (!Admin::is_asked(request)) return false;
  Desk desk(*this, *space);
  auto answer = admin_.answer(desk, request);
  if (!answer) return false;
  if (!desk.waiting) {
    respond(*std::move(answer));
    return true;
  }
  const bool as_json = desk.waiting->second;
  const auto look = [this, space](Progress& progress) {
    return progress.look(Desk(*this, *space).journal(), Progress::Clock::now());
  };
  const auto finish = [this, space, as_json](const Progress& progress) {
    return progress.answer(Desk(*this, *space).journal(), as_json);
  };
  if (!waiters_.add(std::move(desk.waiting->first), look, finish, respond))
    respond(problem(503, "too many verifications wait already; ask again, or without withinMs"));
  return true;
}

Response Emulator::call_in(Space& space, Request request,
                           std::chrono::steady_clock::time_point begun) {
  const Space* const common =
      &space == spaces_.fallback().get() ? nullptr : spaces_.fallback().get();
  const std::optional<ChosenStub> stub = space.choose(request, common);
  Scenery now = scenery(space);
  Decision decision = decided(now, stub, request);
  if (!decision.changes.empty()) carry_out(space, request, stub, now, decision);
  return record(space, std::move(request), std::move(decision), std::move(now), begun);
}

Decision Emulator::decided(const Scenery& now, const std::optional<ChosenStub>& stub,
                           const Request& request) const {
  try {
    return decide({*now.world, now.records.get(), std::nullopt, stub}, request);
  } catch (const std::exception& error) {
    return failed(500, std::string("a mistake of the emulator: ") + error.what());
  }
}

// What a call makes of the records takes place in one step with its decision. Where they have changed since it was made,
// it is made anew: of two calls that want one name, the second is refused.
void Emulator::carry_out(Space& space, const Request& request,
                         const std::optional<ChosenStub>& stub, Scenery& now, Decision& decision) {
  const std::lock_guard one_at_a_time(changing_);
  if (Scenery newest = scenery(space); newest.world != now.world || newest.records != now.records) {
    now = std::move(newest);
    decision = decided(now, stub, request);
  }
  RecordsPtr next =
      now.records ? now.records : std::make_shared<const Records>(now.world->shared_model());
  for (const RecordChange& change : decision.changes) {
    if (next->bytes() + change.record.value_or("").size() > Space::kMostRecordBytes) {
      decision = failed(507, "the records put in at run time may take " +
                                 std::to_string(Space::kMostRecordBytes >> 20) +
                                 " MiB; POST /__admin/reset undoes them");
      return;
    }
    Findings findings;
    next = next->with(change, change.collection + "/" + change.key, findings);
    if (next) continue;
    decision = failed(409, "the call was not carried out: " + first_error(findings));
    return;
  }
  space.set_records(std::move(next));
}

Response Emulator::record(Space& space, Request request, Decision decision, Scenery now,
                          std::chrono::steady_clock::time_point begun) {
  auto entry = std::make_shared<Entry>();
  entry->id = make_call_id();
  entry->received = std::chrono::system_clock::now();
  entry->request = std::move(request);
  entry->decision = std::move(decision);
  entry->world = std::move(now.world);
  entry->records = std::move(now.records);
  entry->space = space.name();
  if (options_.emulator_headers)
    add_own_headers(entry->decision.response, entry->id, entry->decision);
  entry->duration = std::chrono::steady_clock::now() - begun;
  Response response = entry->decision.response;
  space.journal().append(entry);
  waiters_.wake();
  if (log_) log_->call(*entry);
  return response;
}

std::vector<EntryPtr> Emulator::calls(const RequestPattern& pattern) const {
  return spaces_.fallback()->journal().find(
      [&](const Entry& entry) { return pattern.matches(entry.request); });
}

Response Emulator::rejected(const Rejection& rejection) {
  Decision decision;
  decision.outcome = Outcome::kMalformed;
  decision.notes.push_back(rejection.rule + ": " + rejection.message + " — " + rejection.hint);
  decision.response = problem(rejection.status, rejection.message + "; " + rejection.hint);
  return record(*spaces_.fallback(), rejection.request, std::move(decision), {world(), nullptr},
                std::chrono::steady_clock::now());
}

void Emulator::unanswered() { spaces_.fallback()->journal().count_unanswered(); }

}  // namespace emulator
