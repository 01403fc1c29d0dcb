// How the emulator answers the admin protocol.

#include "emulator/decide/near_operation.h"
#include "emulator/decide/problem.h"
#include "emulator/decide/strict_stubs.h"
#include "emulator/serve/emulator.h"
#include "emulator/serve/every_journal.h"
#include "emulator/serve/known_names.h"
#include "emulator/version.h"

namespace emulator {

// What the admin protocol sees of the emulator from one space; from the default one all calls.
class Emulator::Desk : public AdminHost {
 public:
  Desk(Emulator& emulator, Space& space) : emulator_(emulator), space_(space) {
    if (&space == emulator.spaces_.fallback().get())
      every_.emplace(space.journal(), emulator.spaces_.list(Spaces::Clock::now()));
  }

  Journal& journal() override { return every_ ? *every_ : space_.journal(); }
  Space& space() override { return space_; }
  Space* common() override { return emulator_.common_of(space_); }
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
  BodyFiles files() override { return emulator_.files_of(space_); }
  void check_stub(const Stub& stub, const PatternSite& site) override {
    if (!emulator_.options_.strict_stubs) return;
    refuse_undocumented(stub, files().find(stub.response.body_file), site,
                        emulator_.world()->model());
  }
  std::string why_operation_is_missed(const Stub& stub) override {
    return emulator::why_operation_is_missed(emulator_.world()->model(), stub);
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
  void warn(const std::string& text) override {
    if (emulator_.options_.warn) emulator_.options_.warn(text);
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
          respond(problem(500, own_mistake(error)));
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

}  // namespace emulator
