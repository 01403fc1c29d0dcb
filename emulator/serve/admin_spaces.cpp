#include "emulator/serve/admin_spaces.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/serve/admin_warning.h"
#include "emulator/serve/spaces.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::int64_t kMostJournalEntries = 100'000'000;
constexpr std::int64_t kLongestTtl = std::int64_t{24} * 3600 * 1000;

const char* word_of(ErrorBodies errors) {
  return errors == ErrorBodies::kDetailed ? "detailed" : "documented";
}

ErrorBodies read_errors(const PatternSite& site) {
  for (const ErrorBodies errors : {ErrorBodies::kDocumented, ErrorBodies::kDetailed})
    if (site.text() == word_of(errors)) return errors;
  site.refuse("must be 'documented' or 'detailed', is " + in_quotes(site.text()));
}

Json shown(const std::string& name, const SpaceClaim& claim) {
  Json out = {{"name", name}};
  if (claim.shown) out["match"] = *claim.shown;
  if (claim.ttl) out["ttlMs"] = claim.ttl->count();
  if (claim.errors) out["errors"] = word_of(*claim.errors);
  if (claim.journal_entries) out["journalEntries"] = *claim.journal_entries;
  return out;
}

SpaceClaim read_claim(const PatternSite& site) {
  if (site.object().has("claim"))
    site.member("claim").refuse("the pattern of the calls that a space claims is called 'match'");
  site.object().allow_only({"match", "ttlMs", "errors", "journalEntries"});
  SpaceClaim claim;
  if (site.has("match")) {
    const PatternSite match = site.member("match");
    claim.match = read_inside(match, [](const Json& value) { return RequestPattern(value); });
    if (match.value.empty()) match.refuse("an empty pattern would claim every call");
    claim.shown = std::make_shared<const Json>(match.value);
  }
  if (site.has("ttlMs"))
    claim.ttl = std::chrono::milliseconds(site.member("ttlMs").whole_number(1, kLongestTtl));
  if (site.has("errors")) claim.errors = read_errors(site.member("errors"));
  if (site.has("journalEntries"))
    claim.journal_entries = static_cast<std::size_t>(
        site.member("journalEntries").whole_number(1, kMostJournalEntries));
  return claim;
}

Response refusal_of(Spaces::Outcome outcome, const std::string& holder) {
  if (outcome == Spaces::Outcome::kTaken) {
    return error_answer(409, {409, "These calls are claimed already",
                              "the space " + in_quotes(holder) +
                                  " claims by an equal pattern; claim by a value of your own, or "
                                  "remove that space first",
                              "/match"});
  }
  if (outcome == Spaces::Outcome::kOtherJournal) {
    return error_answer(409,
                        {409, "The space has another journal",
                         "how many calls a space keeps is said when it is made; remove it first "
                         "(DELETE /__admin/spaces/{name}), or leave out journalEntries",
                         "/journalEntries"});
  }
  return error_answer(409, {409,
                            "No room for another space",
                            "there are " + std::to_string(Spaces::kMost) +
                                " spaces; remove one (DELETE /__admin/spaces/{name}), or give them "
                                "a ttlMs",
                            {}});
}

std::string no_such_space(AdminHost& host, const std::string& name) {
  if (name == host.spaces().fallback()->name())
    return "the space " + in_quotes(name) + " stays; POST /__admin/reset empties it";
  std::vector<std::string> known;
  for (const Spaces::Listed& listed : host.spaces().list(Spaces::Clock::now()))
    known.push_back(in_quotes(listed.space->name()));
  const std::string none = "there is no space " + in_quotes(name);
  if (known.empty()) return none + ", nor any but the default one";
  return none + "; there " + (known.size() == 1 ? "is " : "are ") + listed(known);
}

}  // namespace

std::vector<SpacePtr> other_spaces_meant(const AdminCall& call) {
  std::vector<SpacePtr> spaces;
  const bool all = std::any_of(call.target.query.begin(), call.target.query.end(),
                               [](const QueryParameter& parameter) {
                                 return parameter.name == "spaces" && parameter.value == "all";
                               });
  if (!all || call.host.common()) return spaces;
  for (Spaces::Listed& listed : call.host.spaces().list(Spaces::Clock::now()))
    spaces.push_back(std::move(listed.space));
  return spaces;
}

Response list_spaces(const AdminCall& call) {
  Json all = Json::array();
  for (const Spaces::Listed& listed : call.host.spaces().list(Spaces::Clock::now())) {
    Json one = shown(listed.space->name(), listed.claim);
    one["calls"] = listed.space->journal().counts().recorded;
    all.push_back(std::move(one));
  }
  return json_answer(Json{{"spaces", std::move(all)}});
}

Response put_space(const AdminCall& call) {
  const std::string& name = call.variables.front();
  if (!Spaces::is_name(name) || name == call.host.spaces().fallback()->name()) {
    return error_answer(422,
                        {10,
                         in_quotes(name) + " cannot name a space",
                         "use letters, digits, '.', '_' and '-', at most 100, and not 'default'",
                         {}});
  }
  return with_json_body(call.request, [&](const PatternSite& site) {
    const SpaceClaim claim = read_claim(site);
    std::string holder;
    const auto outcome = call.host.spaces().claim(name, claim, Spaces::Clock::now(), &holder);
    if (outcome != Spaces::Outcome::kMade && outcome != Spaces::Outcome::kRenewed)
      return refusal_of(outcome, holder);
    Response response = json_answer(shown(name, claim));
    response.status = outcome == Spaces::Outcome::kMade ? 201 : 200;
    return response;
  });
}

Response delete_space(const AdminCall& call) {
  const std::string& name = call.variables.front();
  if (call.host.spaces().remove(name)) return json_answer(Json::object());
  Response response = empty_answer(404);
  warn_in(response, call.host, no_such_space(call.host, name));
  return response;
}

}  // namespace emulator
