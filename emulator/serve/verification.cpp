#include "emulator/serve/verification.h"

#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/masked_stub.h"
#include "emulator/journal/moment.h"
#include "emulator/model/secrets.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/serve/near_calls.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::int64_t kMostCalls = 100'000'000;
constexpr std::int64_t kLongestWait = 10 * 60 * 1000;
constexpr std::size_t kMostOfTarget = 200;
constexpr std::size_t kMostFoundTold = 5;

/// A way to say how many.
struct BoundRow {
  const char* key;
  const char* words;
  bool is_least;
  bool is_most;
};
constexpr BoundRow kBounds[] = {{"exactly", "exactly ", true, true},
                                {"atLeast", "at least ", true, false},
                                {"atMost", "at most ", false, true}};

void read_bound(const PatternSite& site, Verification& out) {
  const BoundRow* given = nullptr;
  for (const BoundRow& row : kBounds) {
    if (!site.has(row.key)) continue;
    if (given) site.refuse("give one of 'exactly', 'atLeast' and 'atMost'");
    given = &row;
    const auto number = site.member(row.key).whole_number(0, kMostCalls);
    out.words = row.words + std::to_string(number);
    if (row.is_least) out.least = static_cast<std::size_t>(number);
    if (row.is_most) out.most = static_cast<std::size_t>(number);
  }
  if (!given) site.refuse("say how many: 'exactly', 'atLeast' or 'atMost'");
}

std::chrono::milliseconds read_wait(const PatternSite& site, const char* name) {
  if (!site.has(name)) return std::chrono::milliseconds(0);
  return std::chrono::milliseconds(site.member(name).whole_number(0, kLongestWait));
}

Verification read(const PatternSite& site, AdminHost& host) {
  site.object().allow_only({"pattern", "exactly", "atLeast", "atMost", "withinMs", "settleMs"});
  Verification out;
  const PatternSite pattern = site.required("pattern");
  out.pattern = read_inside(pattern, [&](const Json& value) {
    CallPattern read(value);
    host.check_pattern(read);
    return read;
  });
  out.shown = std::make_shared<const Json>(pattern.value);
  read_bound(site, out);
  out.within = read_wait(site, "withinMs");
  out.settle = read_wait(site, "settleMs");
  return out;
}

std::string calls(std::size_t count) {
  return count == 1 ? "1 call" : std::to_string(count) + " calls";
}

std::string line_of(const Entry& entry) {
  return std::string(entry.request.method) + " " +
         printable(mask_query(entry.request.target), kMostOfTarget) + " answered " +
         std::to_string(entry.decision.response.status);
}

/// What beside the numbers tells a person why an assertion does not hold: as text, and as members of the JSON answer.
class Explanation {
 public:
  void add_found(const Entry& entry) {
    const std::string at = to_iso8601(moment_of(entry.received));
    const auto refused = refusals_of(entry.decision);
    text_ += "found: " + line_of(entry) + " at " + at + " (" + entry.id + ")\n";
    add_refused(refused);
    found_.push_back(
        {{"id", entry.id}, {"request", line_of(entry)}, {"at", at}, {"refused", refused}});
  }
  void add_near(const NearCall& call) {
    text_ += "near: " + line_of(*call.entry) + " (" + call.entry->id + ")\n";
    for (const std::string& difference : call.differences) text_ += "  " + difference + "\n";
    add_refused(call.refused);
    near_.push_back({{"id", call.entry->id},
                     {"request", line_of(*call.entry)},
                     {"differences", call.differences},
                     {"refused", call.refused}});
  }
  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }
  void write(Json& verdict) const {
    if (!found_.empty()) verdict["calls"] = found_;
    verdict["near"] = near_;
  }

 private:
  void add_refused(const std::vector<std::string>& rules) {
    for (const std::string& rule : rules) text_ += "  refused: " + rule + "\n";
  }

  std::string text_;
  Json found_ = Json::array();
  Json near_ = Json::array();
};

}  // namespace

std::variant<Verification, Response> read_verification(const AdminCall& call) {
  Verification out;
  Response refusal = with_json_body(call.request, [&](const PatternSite& site) {
    out = read(site, call.host);
    return Response();
  });
  if (refusal.status != 200) return refusal;
  return out;
}

bool Progress::look(const Journal& journal, Clock::time_point now) {
  count_ = journal.count([&](const Entry& entry) { return asked_.pattern.matches(entry); });
  if (count_ > asked_.most) return true;
  if (!holds()) {
    held_since_ = Clock::time_point::max();
    return now >= begun_ + asked_.within;
  }
  if (held_since_ == Clock::time_point::max()) held_since_ = now;
  return now >= held_since_ + asked_.settle;
}

Progress::Clock::time_point Progress::due() const {
  return holds() ? held_since_ + asked_.settle : begun_ + asked_.within;
}

Response Progress::answer(AdminHost& host, bool as_json) const {
  if (const auto losses = losses_for(asked_.pattern, host.losses()); !losses.empty())
    return journal_incomplete(losses);
  const Journal& journal = host.journal();
  const bool good = holds();
  Explanation why;
  if (!good && count_ > 0) {
    auto found = journal.find([&](const Entry& entry) { return asked_.pattern.matches(entry); });
    if (found.size() > kMostFoundTold) found.resize(kMostFoundTold);
    for (const EntryPtr& entry : found) why.add_found(*entry);
  }
  if (!good && count_ <= asked_.most) {
    for (const NearCall& call : near_calls(*asked_.shown, journal, Nearness::kFewestDifferences))
      why.add_near(call);
  }
  std::string text = (good ? "as expected: " : "expected ") + asked_.words +
                     " of the recorded calls to match " +
                     to_wire_text(masked_pattern(*asked_.shown)) + (good ? ": " : ", found ") +
                     calls(count_) + "\n";
  text += why.text();
  if (!good && why.empty()) text += "no other call was recorded\n";
  Json verdict = {{"satisfied", good}, {"expected", asked_.words}, {"found", count_}};
  why.write(verdict);
  Response response = json_answer(verdict);
  if (!as_json) {
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    response.body = std::make_shared<const std::string>(std::move(text));
  }
  response.status = good ? 200 : 409;
  return response;
}

}  // namespace emulator
