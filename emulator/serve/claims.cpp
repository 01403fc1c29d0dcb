#include "emulator/serve/claims.h"

#include <algorithm>

namespace emulator {

SpacePtr Claims::find(const Request& request, Stay::Clock::time_point now) const {
  if (!has_any_.load(std::memory_order_acquire)) return nullptr;
  const auto all = list();
  Subject subject(request);
  for (const ClaimPtr& claim : *all) {
    if (claim->stay->is_over(now) || !claim->match.matches(subject)) continue;
    claim->stay->use(now);
    return claim->space;
  }
  return nullptr;
}

void Claims::put(Claim claim) {
  auto next = std::make_shared<List>();
  const auto all = list();
  next->reserve(all->size() + 1);
  next->push_back(std::make_shared<const Claim>(std::move(claim)));
  std::copy_if(all->begin(), all->end(), std::back_inserter(*next),
               [&](const ClaimPtr& other) { return other->space != next->front()->space; });
  set_list(std::move(next));
}

void Claims::remove(const std::set<const Space*>& spaces) {
  const auto all = list();
  auto next = std::make_shared<List>();
  std::copy_if(all->begin(), all->end(), std::back_inserter(*next),
               [&](const ClaimPtr& claim) { return spaces.count(claim->space.get()) == 0; });
  if (next->size() != all->size()) set_list(std::move(next));
}

std::shared_ptr<const Claims::List> Claims::list() const {
  const std::lock_guard lock(mutex_);
  return list_;
}

void Claims::set_list(std::shared_ptr<const List> list) {
  const std::lock_guard lock(mutex_);
  has_any_.store(!list->empty(), std::memory_order_release);
  list_.swap(list);  // the old one ends after the lock
}

}  // namespace emulator
