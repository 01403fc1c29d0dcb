#include "emulator/serve/emulator.h"

#include <future>

#include "emulator/decide/decide.h"
#include "emulator/decide/problem.h"
#include "emulator/decide/strict_stubs.h"
#include "emulator/journal/call_id.h"
#include "emulator/serve/every_journal.h"
#include "emulator/serve/known_names.h"
#include "emulator/serve/near_stubs.h"
#include "emulator/serve/open_journal.h"
#include "emulator/serve/own_headers.h"
#include "emulator/serve/proxy.h"
#include "emulator/text/quote.h"
#include "emulator/version.h"

namespace emulator {

namespace {

/// Each 404 compares itself with them: no more than takes a millisecond.
constexpr std::size_t kMostStubsTold = 50;

// Why a stub does not answer that matches in all but the state of its scenario; of another stub: "".
std::string where_it_stands(const NearStub& near) {
  if (near.distance > 0 || near.stub->scenario.empty() || !near.stub->required_state) return {};
  return ", whose scenario " + in_quotes(near.stub->scenario) + " is in the state " +
         in_quotes(near.state) + ", not " + in_quotes(*near.stub->required_state);
}

// Of a call that nothing answers: adds the nearest stubs to what its answer tells, and returns the nearest one beside
// the request.
std::string near_stub_report(const Space& space, const Space* common, const Request& request,
                             Decision& decision) {
  if (decision.outcome != Outcome::kUnmatched || decision.stub) return {};
  std::vector<StubPtr> stubs = stubs_asked(space, common, kMostStubsTold);
  if (stubs.empty()) return {};
  const auto near = NearStubs(std::move(stubs), kMostStubsTold).nearest(request, space.states());
  std::vector<std::string> names;
  for (const NearStub& one : near) names.push_back(brief_name(*one.stub) + where_it_stands(one));
  const std::string text = decision.notes.front() + "; the nearest " +
                           (names.size() == 1 ? "stub: " : "stubs: ") + listed(names, "and");
  decision.response.body = problem(decision.response.status, text).body;
  decision.notes.front() = text;
  return difference_table(near.front(), request);
}

Decision failed(int status, std::string why) {
  Decision decision;
  decision.outcome = Outcome::kFailed;
  decision.response = problem(status, why);
  decision.notes.push_back(std::move(why));
  return decision;
}

std::string own_mistake(const std::exception& error) {
  return std::string("a mistake of the emulator: ") + error.what();
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
      spaces_(options_.journal, options_.journal_file),
      files_(options_.body_folder),
      stub_budget_(options_.stub_bytes),
      large_answers_(options_.answer_bytes),
      last_request_(std::chrono::steady_clock::now()),
      world_(std::move(world)) {
  spaces_.fallback()->set_first_stubs(options_.stubs);
  if (options_.journal_file) open_journal(*options_.journal_file, options_.resume, spaces_, world_);
}

WorldPtr Emulator::world() const {
  const std::lock_guard lock(mutex_);
  return world_;
}

// Changes of records are made anew over the new world, space by space.
void Emulator::replace(WorldPtr world, std::optional<StubSet> stubs) {
  const std::lock_guard one_at_a_time(changing_);
  if (stubs) spaces_.fallback()->set_first_stubs(*std::move(stubs));
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
  Space* common() override {
    return &space_ == emulator_.spaces_.fallback().get() ? nullptr
                                                         : emulator_.spaces_.fallback().get();
  }
  // States of the default space's scenarios are also those of other spaces.
  void change_stubs(const StubChange& change) override {
    space_.change_stubs(change, common());
    if (common()) return;
    for (const Spaces::Listed& listed : emulator_.spaces_.list(Spaces::Clock::now()))
      listed.space->forget_lost_scenarios(&space_);
  }
  Spaces& spaces() override { return emulator_.spaces_; }
  void reset() override {
    const std::lock_guard one_at_a_time(emulator_.changing_);
    space_.reset();
  }
  std::vector<Finding> reload() override {
    return emulator_.options_.reload ? emulator_.options_.reload() : std::vector<Finding>{};
  }
  BodyFiles& files() override { return emulator_.files_; }
  void check_stub(const Stub& stub, const PatternSite& site) override {
    if (!emulator_.options_.strict_stubs) return;
    refuse_undocumented(stub, emulator_.files_.find(stub.response.body_file), site,
                        emulator_.world()->model());
  }
  void check_pattern(const CallPattern& pattern) override {
    refuse_unknown_names(pattern, emulator_.world()->model(), journal(), emulator_.spaces_);
  }
  std::vector<JournalLoss> losses() override {
    std::vector<JournalLoss> losses;
    const auto look = [&](const Space& space, std::optional<std::size_t> keeps) {
      if (const auto dropped = space.journal().counts().dropped; dropped > 0)
        losses.push_back({space.name(), dropped, keeps});
    };
    if (every_) look(space_, std::nullopt);
    for (const Spaces::Listed& listed : emulator_.spaces_.list(Spaces::Clock::now()))
      if (every_ || listed.space.get() == &space_) look(*listed.space, listed.journal_entries);
    return losses;
  }
  StubPtr keep(StubPtr stub) override {
    const std::size_t bytes = size_in_bytes(*stub);
    return emulator_.stub_budget_.hold(std::move(stub), bytes);
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
  bool stream_calls(CallPattern pattern) override {
    const bool of_all = every_.has_value();
    stream = emulator_.feed_.listen(std::move(pattern),
                                    of_all ? std::nullopt : std::optional(space_.name()));
    return stream != nullptr;
  }
  AdminFacts facts() const override {
    const WorldPtr world = emulator_.world();
    AdminFacts facts{std::string(kVersion), emulator_.started_, {}, world->generation()};
    for (const DocumentPtr& document : world->model().documents)
      facts.documents.push_back(document->name());
    return facts;
  }

  std::optional<std::pair<Progress, bool>> waiting;
  StreamReaderPtr stream;

 private:
  Emulator& emulator_;
  Space& space_;
  std::optional<EveryJournal> every_;
};

void Emulator::check(const CallPattern& pattern) {
  Desk(*this, *spaces_.fallback()).check_pattern(pattern);
}

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
  // Before a space is made for it.
  if (auto refused = Admin::is_asked(request)
                         ? admin_.refusal(request, Spaces::behind_address(request.target))
                         : std::nullopt)
    return respond(*std::move(refused));
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
  reply(*space, call_in(*space, std::move(request), begun), respond);
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
  if (Queries::is_one(request) &&
      Desk(*this, *space).journal().counts().entries > Queries::kFewCalls &&
      queries_.add([=, this] {
        try {
          answer_at_desk(space, request, respond);
        } catch (const std::exception& error) {
          respond(failed(500, own_mistake(error)).response);
        }
      }))
    return true;
  return answer_at_desk(space, request, respond);
}

bool Emulator::answer_at_desk(const SpacePtr& space, const Request& request,
                              const Responder& respond) {
  Desk desk(*this, *space);
  auto answer = admin_.answer(desk, request);
  if (!answer) return false;
  large_answers_.bound(request, *answer);
  if (!desk.waiting) {
    respond({*std::move(answer), std::move(desk.stream)});
    return true;
  }
  const bool as_json = desk.waiting->second;
  const auto look = [this, space](Progress& progress) {
    return progress.look(Desk(*this, *space).journal(), Progress::Clock::now());
  };
  const auto finish = [this, space, as_json](const Progress& progress) {
    Desk then(*this, *space);
    return progress.answer(then, as_json);
  };
  if (!waiters_.add(std::move(desk.waiting->first), look, finish, respond))
    respond(problem(503, "too many verifications wait already; ask again, or without withinMs"));
  return true;
}

Response Emulator::call_in(Space& space, Request request,
                           std::chrono::steady_clock::time_point begun) {
  const Space* const common =
      &space == spaces_.fallback().get() ? nullptr : spaces_.fallback().get();
  std::optional<ChosenStub> stub = space.choose(request, common);
  if (stub && !stub->stub->response.body_file.empty())
    stub->file = files_.find(stub->stub->response.body_file);
  Scenery now = scenery(space);
  Decision decision = decided(space, now, stub, request);
  if (!decision.changes.empty()) carry_out(space, request, stub, now, decision);
  std::string report = near_stub_report(space, common, request, decision);
  return record(space, std::move(request), std::move(decision), std::move(now), begun,
                std::move(report));
}

// A reply in the client's hand means that the call is found, in a journal's file too.
void Emulator::reply(Space& space, Response response, const Responder& respond) {
  Journal& journal = space.journal();
  if (journal.keeps_at_once()) return respond(std::move(response));
  journal.when_kept([respond, kept = std::make_shared<Response>(std::move(response))] {
    respond(std::move(*kept));
  });
}

Decision Emulator::decided(const Space& space, const Scenery& now,
                           const std::optional<ChosenStub>& stub, const Request& request) const {
  try {
    return decide({*now.world, now.records.get(), space.errors(), stub}, request);
  } catch (const std::exception& error) {
    return failed(500, own_mistake(error));
  }
}

// What a call makes of the records takes place in one step with its decision. Where they have changed since it was made,
// it is made anew: of two calls that want one name, the second is refused.
void Emulator::carry_out(Space& space, const Request& request,
                         const std::optional<ChosenStub>& stub, Scenery& now, Decision& decision) {
  const std::lock_guard one_at_a_time(changing_);
  if (Scenery newest = scenery(space); newest.world != now.world || newest.records != now.records) {
    now = std::move(newest);
    decision = decided(space, now, stub, request);
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
                          std::chrono::steady_clock::time_point begun, std::string report) {
  auto entry = std::make_shared<Entry>();
  entry->id = make_call_id();
  entry->received = std::chrono::system_clock::now();
  entry->request = std::move(request);
  entry->decision = std::move(decision);
  entry->world = std::move(now.world);
  entry->records = std::move(now.records);
  entry->space = space.name();
  entry->report = std::move(report);
  if (options_.emulator_headers)
    add_own_headers(entry->decision.response, entry->id, entry->decision);
  entry->duration = std::chrono::steady_clock::now() - begun;
  Response response = entry->decision.response;
  space.journal().append(entry);
  waiters_.wake();
  if (feed_.has_listeners()) feed_.tell(entry);
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
  // What could still be read tells whose call it was.
  const auto begun = std::chrono::steady_clock::now();
  Request request = rejection.request;
  SpacePtr space = spaces_.enter(request, begun);
  if (!space) space = spaces_.fallback();
  Response answer =
      record(*space, std::move(request), std::move(decision), {world(), nullptr}, begun);
  if (options_.journal_file) options_.journal_file->wait_until_written();
  return answer;
}

void Emulator::unanswered() { spaces_.fallback()->journal().count_unanswered(); }

}  // namespace emulator
