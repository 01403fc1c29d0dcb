#include "emulator/serve/emulator.h"

#include "emulator/decide/decide.h"
#include "emulator/decide/problem.h"
#include "emulator/journal/call_id.h"
#include "emulator/serve/own_headers.h"
#include "emulator/version.h"

namespace emulator {

Emulator::Emulator(WorldPtr world, EmulatorOptions options, CallLog* log)
    : options_(std::move(options)),
      log_(log),
      started_(std::chrono::system_clock::now()),
      journal_(make_memory_journal(options_.journal)),
      admin_(*this, options_.admin_hosts),
      last_request_(std::chrono::steady_clock::now()),
      world_(std::move(world)) {}

WorldPtr Emulator::world() const {
  const std::lock_guard lock(mutex_);
  return world_;
}

void Emulator::replace(WorldPtr world) {
  const std::lock_guard one_at_a_time(changing_);
  std::vector<RecordChange> dropped;
  RecordsPtr records = space_.records();
  if (records) records = records->over(world->shared_model(), dropped);
  const std::lock_guard lock(mutex_);
  space_.set_records(std::move(records));
  world_.swap(world);  // the old one may end here, after the lock
}

std::vector<Finding> Emulator::reload() {
  return options_.reload ? options_.reload() : std::vector<Finding>{};
}

// World and records change together: records point into their world.
Emulator::Scenery Emulator::scenery() const {
  const std::lock_guard lock(mutex_);
  return {world_, space_.records()};
}

RecordsPtr Emulator::records() const {
  const Scenery now = scenery();
  return now.records ? now.records : std::make_shared<const Records>(now.world->shared_model());
}

void Emulator::change_records(const std::function<RecordsPtr(const RecordsPtr&)>& change) {
  const std::lock_guard one_at_a_time(changing_);
  RecordsPtr before = records();
  if (RecordsPtr next = change(before)) space_.set_records(std::move(next));
}

void Emulator::reset() {
  const std::lock_guard one_at_a_time(changing_);

  space_.reset();
  journal_->clear();
}

AdminFacts Emulator::facts() const {
  AdminFacts facts;
  facts.version = kVersion;
  facts.started = started_;
  const WorldPtr world = this->world();
  facts.generation = world->generation();
  for (const DocumentPtr& document : world->model().documents) {
    facts.documents.push_back(document->name());
  }
  return facts;
}

Response Emulator::handle(Request request) {
  const auto begun = std::chrono::steady_clock::now();
  last_request_.store(begun, std::memory_order_relaxed);
  if (auto answer = admin_.answer(request)) return *std::move(answer);
  auto [world, records] = scenery();
  Decision decision;
  try {
    decision = decide({*world, records.get(), std::nullopt, space_.choose(request)}, request);
  } catch (const std::exception& error) {
    decision.outcome = Outcome::kFailed;
    decision.notes.push_back(std::string("a mistake of the emulator: ") + error.what());
    decision.response = problem(500, decision.notes.back());
  }
  return record(std::move(request), std::move(decision), std::move(world), std::move(records),
                begun);
}

Response Emulator::record(Request request, Decision decision, WorldPtr world, RecordsPtr records,
                          std::chrono::steady_clock::time_point begun) {
  auto entry = std::make_shared<Entry>();
  entry->id = make_call_id();
  entry->received = std::chrono::system_clock::now();
  entry->request = std::move(request);
  entry->decision = std::move(decision);
  entry->world = std::move(world);
  entry->records = std::move(records);
  if (options_.emulator_headers)
    add_own_headers(entry->decision.response, entry->id, entry->decision);
  entry->duration = std::chrono::steady_clock::now() - begun;
  Response response = entry->decision.response;
  journal_->append(entry);
  if (log_) log_->call(*entry);
  return response;
}

std::vector<EntryPtr> Emulator::calls(const RequestPattern& pattern) const {
  return journal_->find([&](const Entry& entry) { return pattern.matches(entry.request); });
}

void Emulator::call(Request request, Responder respond) { respond(handle(std::move(request))); }

Response Emulator::rejected(const Rejection& rejection) {
  Decision decision;
  decision.outcome = Outcome::kMalformed;
  decision.notes.push_back(rejection.rule + ": " + rejection.message + " — " + rejection.hint);
  decision.response = problem(rejection.status, rejection.message + "; " + rejection.hint);
  return record(rejection.request, std::move(decision), world(), nullptr,
                std::chrono::steady_clock::now());
}

void Emulator::unanswered() { journal_->count_unanswered(); }

}  // namespace emulator
