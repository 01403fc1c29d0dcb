#include "emulator/serve/space.h"

#include <algorithm>
#include <random>

#include "emulator/journal/file_journal.h"

namespace emulator {
namespace {

Dice fresh_dice() {
  static std::atomic<std::uint64_t> throws{std::random_device()()};
  return Dice(throws.fetch_add(1, std::memory_order_relaxed));
}

std::vector<StubPtr> stubs_of_both(const StubSet& own, const StubSet* others, std::size_t most) {
  std::vector<StubPtr> all = own.stubs(most);
  if (!others) return all;
  const std::vector<StubPtr> more = others->stubs(most);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace

std::vector<StubPtr> stubs_asked(const Space& own, const Space* common, std::size_t most) {
  const StubSetPtr others = common ? common->stubs() : nullptr;
  return stubs_of_both(*own.stubs(), others.get(), most);
}

Space::Space(std::string name, JournalLimits limits, const std::shared_ptr<JournalFile>& file,
             std::shared_ptr<FileRoom> room)
    : name_(std::move(name)),
      journal_(make_journal(name_, limits, file)),
      files_(std::move(room)),
      stubs_(std::make_shared<const StubSet>()),
      first_stubs_(stubs_) {}

std::optional<ChosenStub> Space::choose(const Request& request, const Space* common) {
  const StubSetPtr others =
      common && common->has_stubs_.load(std::memory_order_acquire) ? common->stubs() : nullptr;
  if (!others && !has_stubs_.load(std::memory_order_acquire)) return std::nullopt;
  std::unique_lock lock(mutex_);
  const StubSetPtr stubs = stubs_;
  const StubSettings settings = settings_;
  const bool states_matter = stubs->has_scenarios() || (others && others->has_scenarios());
  if (!states_matter) lock.unlock();
  static const ScenarioStates kNoStates;
  const ScenarioStates& states = states_matter ? states_ : kNoStates;
  StubPtr stub = stubs->choose(request, states);
  if (!stub && others) stub = others->choose(request, states);
  if (!stub) return std::nullopt;
  if (!stub->scenario.empty() && stub->new_state)
    states_.insert_or_assign(stub->scenario, *stub->new_state);
  return ChosenStub{std::move(stub), settings, fresh_dice()};
}

StubSetPtr Space::stubs() const {
  const std::lock_guard lock(mutex_);
  return stubs_;
}

void Space::change_stubs(const StubChange& change, const Space* common) {
  const StubSetPtr others = common ? common->stubs() : nullptr;
  const std::lock_guard lock(mutex_);
  auto next = change(*stubs_);
  if (!next) return;
  stubs_ = std::make_shared<const StubSet>(*std::move(next));
  has_stubs_.store(!stubs_->empty(), std::memory_order_release);
  if (!states_.empty())
    forget_states_without(stubs_of_both(*stubs_, others.get(), Space::kMostStubs));
}

void Space::forget_lost_scenarios(const Space* common) {
  const StubSetPtr others = common ? common->stubs() : nullptr;
  const std::lock_guard lock(mutex_);
  if (!states_.empty())
    forget_states_without(stubs_of_both(*stubs_, others.get(), Space::kMostStubs));
}

void Space::forget_states_without(const std::vector<StubPtr>& stubs) {
  std::erase_if(states_, [&](const auto& state) {
    return std::none_of(stubs.begin(), stubs.end(),
                        [&](const StubPtr& stub) { return stub->scenario == state.first; });
  });
}

std::optional<ErrorBodies> Space::errors() const {
  const int errors = errors_.load(std::memory_order_relaxed);
  return errors < 0 ? std::nullopt : std::optional(static_cast<ErrorBodies>(errors));
}

void Space::set_errors(std::optional<ErrorBodies> errors) {
  errors_.store(errors ? static_cast<int>(*errors) : -1, std::memory_order_relaxed);
}

ScenarioStates Space::states() const {
  const std::lock_guard lock(mutex_);
  return states_;
}

void Space::set_state(const std::string& scenario, const std::string& state) {
  const std::lock_guard lock(mutex_);
  states_.insert_or_assign(scenario, state);
}

void Space::reset_states() {
  const std::lock_guard lock(mutex_);
  states_.clear();
}

StubSettings Space::settings() const {
  const std::lock_guard lock(mutex_);
  return settings_;
}

void Space::set_settings(StubSettings settings) {
  const std::lock_guard lock(mutex_);
  settings_ = std::move(settings);
}

RecordsPtr Space::records() const {
  if (!has_records_.load(std::memory_order_acquire)) return nullptr;
  const std::lock_guard lock(mutex_);
  return records_;
}

void Space::set_records(RecordsPtr records) {
  const std::lock_guard lock(mutex_);
  records_ = std::move(records);
  has_records_.store(records_ != nullptr, std::memory_order_release);
}

void Space::set_first_stubs(StubSet stubs) {
  const std::lock_guard lock(mutex_);
  stubs_ = std::make_shared<const StubSet>(moved_on(*stubs_, *first_stubs_, stubs));
  first_stubs_ = std::make_shared<const StubSet>(std::move(stubs));
  has_stubs_.store(!stubs_->empty(), std::memory_order_release);
  forget_states_without(stubs_->stubs());
}

void Space::reset() {
  journal_->clear();
  files_.clear();
  const std::lock_guard lock(mutex_);
  stubs_ = first_stubs_;
  has_stubs_.store(!stubs_->empty(), std::memory_order_release);
  states_.clear();
  records_ = nullptr;
  has_records_.store(false, std::memory_order_release);
}

}  // namespace emulator
