#include "emulator/serve/space.h"

#include <algorithm>
#include <random>
#include <utility>

namespace emulator {
namespace {

Dice fresh_dice() {
  static std::atomic<std::uint64_t> throws{std::random_device()()};
  return Dice(throws.fetch_add(1, std::memory_order_relaxed));
}

}  // namespace

Space::Space(std::string name, JournalLimits limits)
    : name_(std::move(name)),
      journal_(make_memory_journal(limits)),
      stubs_(std::make_shared<const StubSet>()) {}

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

void Space::change_stubs(const std::function<std::optional<StubSet>(const StubSet&)>& change) {
  const std::lock_guard lock(mutex_);
  auto next = change(*stubs_);
  if (!next) return;
  const StubSetPtr before =
      std::exchange(stubs_, std::make_shared<const StubSet>(*std::move(next)));
  has_stubs_.store(!stubs_->empty(), std::memory_order_release);
  forget_lost_scenarios(*before);
}

// Those of the default space's stubs, which have states here too, are none of this space's stubs.
void Space::forget_lost_scenarios(const StubSet& before) {
  if (states_.empty()) return;
  const auto known = scenarios_of(*stubs_);
  for (const Scenario& old : scenarios_of(before)) {
    const auto still = std::find_if(known.begin(), known.end(), [&](const Scenario& scenario) {
      return scenario.name == old.name;
    });
    if (still == known.end()) states_.erase(old.name);
  }
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

void Space::reset() {
  journal_->clear();
  const std::lock_guard lock(mutex_);
  stubs_ = std::make_shared<const StubSet>();
  has_stubs_.store(false, std::memory_order_release);
  states_.clear();
  records_ = nullptr;
  has_records_.store(false, std::memory_order_release);
}

}  // namespace emulator
