#include "emulator/serve/admin_requests.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/serve_event.h"
#include "emulator/model/matcher.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"

namespace emulator {
namespace {

using Entries = std::vector<EntryPtr>;

// Several times what a client's JSON reader likes; a whole journal would be gigabytes, and hold up other calls meanwhile.
constexpr std::size_t kMostOfList = 64u << 20;

Response list_too_large(std::size_t entries) {
  return error_answer(
      400, {400,
            "The answer would be too large",
            "the " + std::to_string(entries) + " calls take more than " +
                std::to_string(kMostOfList >> 20) +
                " MiB as a list; ask for fewer: GET /__admin/requests?limit=1000 for the newest, "
                "POST /__admin/requests/find with a pattern, or /count for how many there are",
            {}});
}

// {"key": [shown…], members of `rest`…}. Written entry by entry: the JSON values of a whole journal
// would take many times the memory of their text.
Response list_answer(const AdminCall& call, std::string_view key, const Entries& entries,
                     Json (*show)(const Entry&), const Json& rest) {
  std::string text = "{\"" + std::string(key) + "\":[";
  for (const EntryPtr& entry : entries) {
    if (&entry != &entries.front()) text += ',';
    text += to_wire_text(show(*entry));
    if (text.size() > kMostOfList) return list_too_large(entries.size());
  }
  text += ']';
  for (const auto& [name, value] : rest.items()) {
    text += ",\"" + name + "\":" + to_wire_text(value);
  }
  text += '}';
  Response response = json_answer(std::move(text));
  tell_dropped(call.host.journal(), response);
  return response;
}

// The shape of find and unmatched. The Java client refuses a `meta` here.
Response logged_requests_answer(const AdminCall& call, const Entries& entries) {
  return list_answer(call, "requests", entries, logged_request,
                     {{"requestJournalDisabled", false}});
}

bool is_unmatched(const Entry& entry) { return !was_matched(entry); }

Journal::Predicate matching(const CallPattern& pattern) {
  return [&pattern](const Entry& entry) { return pattern.matches(entry); };
}

// Whose calls may be forgotten: those of the call's own space; without a space's address also of the space that is named,
// or of all with "?spaces=all". Another's are its own.
std::vector<SpacePtr> spaces_to_empty(const AdminCall& call, const std::string* named) {
  std::vector<SpacePtr> spaces = other_spaces_meant(call);
  if (named == nullptr || call.host.common() || !spaces.empty()) return spaces;
  for (const Spaces::Listed& listed : call.host.spaces().list(Spaces::Clock::now()))
    if (listed.space->name() == *named) spaces.push_back(listed.space);
  return spaces;
}

// What cannot be shown is not removed either.
Response removed(const AdminCall& call, const Journal::Predicate& unwanted,
                 const std::string* space = nullptr) {
  std::vector<Journal*> journals = {&call.host.space().journal()};
  const auto others = spaces_to_empty(call, space);
  for (const SpacePtr& other : others) journals.push_back(&other->journal());
  Entries found;
  for (const Journal* journal : journals) {
    const Entries more = journal->find(unwanted);
    found.insert(found.end(), more.begin(), more.end());
  }
  std::stable_sort(found.begin(), found.end(), came_before);
  Response response = list_answer(call, "serveEvents", found, serve_event, Json::object());
  if (response.status != 200) return response;
  std::unordered_set<const Entry*> shown;
  for (const EntryPtr& entry : found) shown.insert(entry.get());
  for (Journal* journal : journals)
    journal->remove_if([&](const Entry& entry) { return shown.count(&entry) > 0; });
  return response;
}

}  // namespace

Response list_requests(const AdminCall& call) {
  const auto input = read_requests_query(call.target);
  if (const auto* refusal = std::get_if<Response>(&input)) return *refusal;
  const auto& query = std::get<RequestsQuery>(input);

  Entries entries = call.host.journal().find([&](const Entry& entry) {
    return (!query.unmatched || is_unmatched(entry)) &&
           (!query.matching_stub || stub_id(entry) == *query.matching_stub);
  });
  const std::size_t total = entries.size();  // WireMock counts before `since` and `limit`
  if (query.since) {
    entries.erase(std::remove_if(entries.begin(), entries.end(),
                                 [&](const EntryPtr& entry) {
                                   return moment_of(entry->received) <= *query.since;
                                 }),
                  entries.end());
  }
  std::reverse(entries.begin(), entries.end());
  if (query.limit && *query.limit < entries.size()) entries.resize(*query.limit);
  return list_answer(call, "requests", entries, serve_event,
                     {{"meta", {{"total", total}}}, {"requestJournalDisabled", false}});
}

Response list_unmatched(const AdminCall& call) {
  Entries entries = call.host.journal().find(is_unmatched);
  std::reverse(entries.begin(), entries.end());
  return logged_requests_answer(call, entries);
}

Response get_request(const AdminCall& call) {
  const auto id = read_id(call);
  if (const auto* refusal = std::get_if<Response>(&id)) return *refusal;
  const EntryPtr entry = call.host.journal().get(std::get<std::string>(id));
  return entry ? json_answer(serve_event(*entry)) : empty_answer(404);
}

Response find_requests(const AdminCall& call) {
  const auto pattern = read_pattern(call);
  if (const auto* refusal = std::get_if<Response>(&pattern)) return *refusal;
  return logged_requests_answer(call,
                                call.host.journal().find(matching(std::get<CallPattern>(pattern))));
}

Response count_requests(const AdminCall& call) {
  const auto pattern = read_pattern(call);
  if (const auto* refusal = std::get_if<Response>(&pattern)) return *refusal;
  Journal& journal = call.host.journal();
  const auto& wanted = std::get<CallPattern>(pattern);
  const std::size_t count = journal.count(matching(wanted));
  // Asked afterwards: what was dropped while counting was not counted either.
  if (const auto losses = losses_for(wanted, call.host.losses()); !losses.empty())
    return journal_incomplete(losses);
  return json_answer(Json{{"count", count}, {"requestJournalDisabled", false}});
}

// An unknown id is no mistake: the call is gone either way.
Response delete_request(const AdminCall& call) {
  const auto input = read_id(call);
  if (const auto* refusal = std::get_if<Response>(&input)) return *refusal;
  const auto& id = std::get<std::string>(input);
  const auto same = [&](const Entry& entry) { return entry.id == id; };
  call.host.space().journal().remove_if(same);
  if (!call.host.common()) {  // who names one call means it, whosever it is
    for (const Spaces::Listed& listed : call.host.spaces().list(Spaces::Clock::now()))
      listed.space->journal().remove_if(same);
  }
  return json_answer(Json::object());
}

Response delete_requests(const AdminCall& call) {
  for (const SpacePtr& other : other_spaces_meant(call)) other->journal().clear();
  call.host.journal().clear();
  return json_answer(Json::object());
}

Response remove_requests(const AdminCall& call) {
  const auto pattern = read_pattern(call);
  if (const auto* refusal = std::get_if<Response>(&pattern)) return *refusal;
  const auto& unwanted = std::get<CallPattern>(pattern);
  return removed(call, matching(unwanted), unwanted.name_in("space"));
}

Response remove_requests_by_metadata(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    const ValueMatcher matcher(site.value, site.pointer);
    return removed(call, [&](const Entry& entry) {
      const Json metadata = stub_metadata(entry);
      return !metadata.is_null() && matcher.matches(to_wire_text(metadata));
    });
  });
}

}  // namespace emulator
