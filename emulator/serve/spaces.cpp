#include "emulator/serve/spaces.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/text/ascii.h"

namespace emulator {
namespace {

constexpr std::string_view kAddress = "/__space/";
constexpr std::size_t kLongestName = 100;
constexpr std::chrono::seconds kSweepPeriod{1};

// Of each space. Together they may hold as much as the default one.
JournalLimits smaller(JournalLimits limits) {
  constexpr std::size_t kEntries = 10'000;
  constexpr std::size_t kShare = 64;
  return {std::min(limits.entries, std::max(kEntries, limits.entries / 10)),
          std::max<std::size_t>(limits.bytes / kShare, 1),
          std::make_shared<BytesTogether>(limits.bytes, limits.bytes / Spaces::kMost)};
}

// A pattern as another one with the same meaning would be written too: names of headers know no case, and any method is
// none.
Json in_one_form(const Json& pattern) {
  Json form = Json::object();
  for (const auto& [key, value] : pattern.items()) {
    if (key == "method" && value == "ANY") continue;
    if (key != "headers") {
      form[key] = value;
      continue;
    }
    for (const auto& [name, matcher] : value.items()) form[key][in_lower_case(name)] = matcher;
  }
  return form;
}

// Where the path begins: behind "http://host" of an absolute form.
std::size_t path_begin(std::string_view target) {
  if (target.starts_with('/')) return 0;
  const auto scheme = target.find("://");
  if (scheme == std::string_view::npos) return std::string_view::npos;
  return target.find('/', scheme + 3);
}

}  // namespace

Spaces::Spaces(JournalLimits limits, std::shared_ptr<JournalFile> file,
               std::shared_ptr<FileRoom> file_room)
    : limits_(smaller(limits)),
      file_(std::move(file)),
      file_room_(std::move(file_room)),
      default_(std::make_shared<Space>("default", limits, file_, file_room_)) {}

bool Spaces::is_name(std::string_view name) {
  // Clients take these out of a path.
  if (name == "." || name == "..") return false;
  return !name.empty() && name.size() <= kLongestName &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

std::string_view Spaces::behind_address(std::string_view target) {
  const std::size_t begin = path_begin(target);
  if (begin == std::string_view::npos || !target.substr(begin).starts_with(kAddress)) return {};
  const auto slash = target.find('/', begin + kAddress.size());
  return slash == std::string_view::npos ? std::string_view() : target.substr(slash);
}

SpacePtr Spaces::enter(Request& request, Clock::time_point now) {
  const std::size_t begin = path_begin(request.target);
  if (begin != std::string_view::npos && request.target.substr(begin).starts_with(kAddress))
    return by_address(request, begin, now);
  if (now >= next_sweep_.load()) {
    const std::lock_guard lock(mutex_);
    sweep(now);
  }
  if (SpacePtr space = claims_.find(request, now)) return space;
  return default_;
}

SpacePtr Spaces::by_address(Request& request, std::size_t begin, Clock::time_point now) {
  const std::string_view rest = request.target.substr(begin + kAddress.size());
  const std::string name(rest.substr(0, rest.find('/')));
  if (name.size() == rest.size()) return nullptr;  // nothing behind the name
  const std::lock_guard lock(mutex_);
  Room* known = room(name, now);
  if (!known) known = make(name, now, limits_);
  if (!known) return nullptr;
  request.target = rest.substr(name.size());
  return known->space;
}

Spaces::Room* Spaces::room(const std::string& name, Clock::time_point now) {
  sweep(now);
  const auto found = rooms_.find(name);
  if (found == rooms_.end()) return nullptr;
  if (found->second.stay->is_over(now)) {
    leave(found);
    return nullptr;
  }
  found->second.stay->use(now);
  return &found->second;
}

Spaces::Room* Spaces::make(const std::string& name, Clock::time_point now, JournalLimits limits) {
  if (!is_name(name) || name == default_->name()) return nullptr;
  if (rooms_.size() >= kMost) {
    next_sweep_ = now;
    sweep(now);
  }
  if (rooms_.size() >= kMost) return nullptr;
  Room& made = rooms_[name];
  made.space = std::make_shared<Space>(name, limits, file_, file_room_);
  made.stay->use(now);
  made.journal_entries = limits.entries;
  return &made;
}

void Spaces::leave(Rooms::iterator room) {
  claims_.remove({room->second.space.get()});
  room->second.space->journal().clear();  // a file of calls has to know that they are gone
  rooms_.erase(room);
}

// Every call may ask, so that not every one looks at all rooms.
void Spaces::sweep(Clock::time_point now) {
  if (now < next_sweep_.load()) return;
  std::set<const Space*> gone;
  std::erase_if(rooms_, [&](const auto& room) {
    if (!room.second.stay->is_over(now)) return false;
    room.second.space->journal().clear();
    gone.insert(room.second.space.get());
    return true;
  });
  if (!gone.empty()) claims_.remove(gone);
  next_sweep_ = now + kSweepPeriod;
}

Spaces::Outcome Spaces::claim(const std::string& name, SpaceClaim claim, Clock::time_point now,
                              std::string* holder) {
  const std::lock_guard lock(mutex_);
  Room* known = room(name, now);
  for (const auto& [other, room] : rooms_) {
    if (other == name || !claim.shown || !room.claim.shown || room.stay->is_over(now)) continue;
    if (!equal_values(in_one_form(*claim.shown), in_one_form(*room.claim.shown))) continue;
    *holder = other;
    return Outcome::kTaken;
  }
  JournalLimits limits = limits_;
  limits.entries = claim.journal_entries.value_or(limits.entries);
  if (known && claim.journal_entries && known->journal_entries != limits.entries)
    return Outcome::kOtherJournal;
  const Outcome outcome = known ? Outcome::kRenewed : Outcome::kMade;
  if (!known) known = make(name, now, limits);
  if (!known) return Outcome::kFull;
  known->stay->end_at(claim.ttl ? now + *claim.ttl : Clock::time_point::max());
  known->space->set_errors(claim.errors);
  if (claim.match) {
    claims_.put({*claim.match, known->space, known->stay});
  } else {
    claims_.remove({known->space.get()});
  }
  known->claim = std::move(claim);
  return outcome;
}

SpacePtr Spaces::named(const std::string& name, Clock::time_point now) {
  if (name == default_->name()) return default_;
  const std::lock_guard lock(mutex_);
  Room* known = room(name, now);
  if (!known) known = make(name, now, limits_);
  return known ? known->space : nullptr;
}

bool Spaces::remove(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const auto found = rooms_.find(name);
  if (found == rooms_.end()) return false;
  leave(found);
  return true;
}

std::vector<Spaces::Listed> Spaces::list(Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  sweep(now);
  std::vector<Listed> out;
  for (const auto& [name, room] : rooms_)
    if (!room.stay->is_over(now)) out.push_back({room.space, room.claim, room.journal_entries});
  return out;
}

}  // namespace emulator
