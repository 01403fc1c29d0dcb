#include "emulator/serve/emulator.h"

#include <future>

#include "emulator/decide/decide.h"
#include "emulator/decide/problem.h"
#include "emulator/journal/call_id.h"
#include "emulator/serve/near_stub_report.h"
#include "emulator/serve/open_journal.h"
#include "emulator/serve/own_headers.h"
#include "emulator/serve/proxy.h"
#include "emulator/text/quote.h"

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
      spaces_(options_.journal, options_.journal_file,
              std::make_shared<FileRoom>(options_.file_bytes)),
      folder_(options_.body_folder),
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

Space* Emulator::common_of(const Space& space) const {
  Space* const fallback = spaces_.fallback().get();
  return &space == fallback ? nullptr : fallback;
}

BodyFiles Emulator::files_of(Space& space) {
  const Space* const common = common_of(space);
  return {space.files(), common ? &common->files() : nullptr, folder_};
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

Response Emulator::call_in(Space& space, Request request,
                           std::chrono::steady_clock::time_point begun) {
  const Space* const common = common_of(space);
  std::optional<ChosenStub> stub = space.choose(request, common);
  if (stub && !stub->stub->response.body_file.empty())
    stub->file = files_of(space).find(stub->stub->response.body_file);
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
  // A question to the emulator is no call of the API, however wrongly it is asked.
  if (Admin::is_led_to_by(rejection.request.target)) return decision.response;
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
