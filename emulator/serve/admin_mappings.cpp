#include "emulator/serve/admin_mappings.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <unordered_set>

#include "emulator/decide/idle_url.h"
#include "emulator/decide/stub_set.h"
#include "emulator/journal/call_id.h"
#include "emulator/journal/logged_request.h"
#include "emulator/journal/serve_event.h"
#include "emulator/model/json_value.h"
#include "emulator/model/matcher.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/serve/admin_warning.h"
#include "emulator/serve/journal_loss.h"
#include "emulator/serve/space.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr int kDuplicateId = 109;

Response too_many_stubs() {
  return error_answer(422, {10,
                            "Too many stubs",
                            "there are " + std::to_string(Space::kMostStubs) +
                                " stubs already; remove some (DELETE /__admin/mappings)",
                            {}});
}

Response stub_list(const std::vector<StubPtr>& stubs, std::size_t from, std::size_t most) {
  Json shown = Json::array();
  for (std::size_t i = from; i < stubs.size() && shown.size() < most; ++i)
    shown.push_back(*stubs[i]->json);
  return json_answer(Json{{"mappings", std::move(shown)}, {"meta", {{"total", stubs.size()}}}});
}

Response stub_list(const std::vector<StubPtr>& stubs) { return stub_list(stubs, 0, stubs.size()); }

Response stub_answer(int status, const Stub& stub) {
  Response response = json_answer(*stub.json);
  response.status = status;
  return response;
}

// The id that a stub mapping gives itself, in lower case; none: a new one. Throws PatternError.
std::string id_of(const PatternSite& site) {
  const std::string given = given_id(site);
  if (given.empty()) return make_call_id();
  if (auto id = parse_uuid(given)) return *std::move(id);
  throw PatternError(site.pointer + "/id", "the id " + in_quotes(given) + " is not a UUID");
}

StubPtr read_checked(const AdminCall& call, const PatternSite& site, const std::string& id) {
  const StubPtr stub = read_stub(site, id);
  call.host.check_stub(*stub, site);
  if (StubPtr kept = call.host.keep(stub)) return kept;
  throw PatternError(site.pointer,
                     "there is no room for this stub beside those of all spaces and those that "
                     "answered recorded calls; let go of some: POST /__admin/reset?spaces=all");
}

// What keeps the stub from what it is likely meant for, to follow "the stub ID "; nothing: "".
std::string why_in_vain(const AdminCall& call, const Stub& stub) {
  const Space& space = call.host.space();
  std::string why = why_idle(stub, stubs_asked(space, call.host.common()), space.states());
  if (!why.empty()) return "does not answer: " + why + "; " + std::string(kIdleHint);
  why = why_url_fits_nothing(stub.json->at("request"));
  if (!why.empty()) return "does not answer: " + why;
  why = why_in_no_scenario(stub);
  if (!why.empty()) return "belongs to no scenario: " + why;
  why = call.host.why_operation_is_missed(stub);
  if (!why.empty()) return "answers no documented call: " + why;
  return {};
}

// What will not happen is told while whoever waits for it looks.
void warn_if_in_vain(const AdminCall& call, const Stub& stub, Response& response) {
  if (const std::string why = why_in_vain(call, stub); !why.empty())
    warn_in(response, call.host, "the stub " + stub.id + " " + why);
}

// Puts the stub in the place of the one with its id; there is none: 404.
Response replaced(const AdminCall& call, const PatternSite& site, const std::string& id,
                  int status) {
  const StubPtr stub = read_checked(call, site, id);
  bool known = false;
  call.host.change_stubs([&](const StubSet& stubs) -> std::optional<StubSet> {
    known = stubs.find(id) != nullptr;
    if (!known) return std::nullopt;
    return stubs.with(stub);
  });
  if (!known) return empty_answer(404);
  Response response = status == 200 ? stub_answer(200, *stub) : empty_answer(status);
  warn_if_in_vain(call, *stub, response);
  return response;
}

void remove_stubs(const AdminCall& call, const std::function<bool(const Stub&)>& unwanted) {
  call.host.change_stubs(
      [&](const StubSet& stubs) { return std::optional(stubs.without(unwanted)); });
}

std::vector<StubPtr> unused_stubs(const AdminCall& call) {
  std::set<std::string> used;
  call.host.journal().count([&](const Entry& entry) {
    if (entry.decision.stub) used.insert(entry.decision.stub->id);
    return false;
  });
  std::vector<StubPtr> unused;
  for (StubPtr& stub : call.host.space().stubs()->stubs()) {
    if (used.count(stub->id) == 0) unused.push_back(std::move(stub));
  }
  return unused;
}

std::vector<StubPtr> with_metadata(const AdminCall& call, const PatternSite& site) {
  const ValueMatcher matcher(site.value, site.pointer);
  std::vector<StubPtr> found;
  for (StubPtr& stub : call.host.space().stubs()->stubs()) {
    const auto metadata = stub->json->find("metadata");
    if (metadata != stub->json->end() && matcher.matches(to_wire_text(*metadata)))
      found.push_back(std::move(stub));
  }
  return found;
}

// A known id, else an equal request pattern.
void remove_like(const AdminCall& call, const PatternSite& site) {
  const StubPtr like = read_stub(site, id_of(site));
  if (call.host.space().stubs()->find(like->id)) {
    return remove_stubs(call, [&](const Stub& stub) { return stub.id == like->id; });
  }
  bool removed = false;
  remove_stubs(call, [&](const Stub& stub) {
    const bool first =
        !removed && equal_values(stub.json->at("request"), like->json->at("request"));
    removed |= first;
    return first;
  });
}

// Before any is read: a body has room for millions.
void refuse_more_than_fit(const PatternSite& mappings) {
  if (mappings.array().value.size() > Space::kMostStubs)
    mappings.refuse("holds more than " + std::to_string(Space::kMostStubs) +
                    " stubs, which is what a space has room for");
}

/// What an import asks for.
struct Import {
  std::vector<StubPtr> stubs;
  bool overwrite = true;
  bool delete_others = false;
};

Import read_import(const AdminCall& call, const PatternSite& site) {
  site.object().allow_only({"mappings", "importOptions"});
  Import import;
  if (site.has("importOptions") && !site.member("importOptions").value.is_null()) {
    const PatternSite options = site.member("importOptions");
    options.object().allow_only({"duplicatePolicy", "deleteAllNotInImport"});
    if (options.has("duplicatePolicy")) {
      const PatternSite policy = options.member("duplicatePolicy");
      import.overwrite = policy.text() == "OVERWRITE";
      if (!import.overwrite && policy.text() != "IGNORE") policy.refuse("use OVERWRITE or IGNORE");
    }
    if (options.has("deleteAllNotInImport"))
      import.delete_others = options.member("deleteAllNotInImport").flag();
  }
  const PatternSite mappings = site.required("mappings");
  refuse_more_than_fit(mappings);
  for (std::size_t i = 0; i < mappings.array().value.size(); ++i) {
    const PatternSite one = mappings.element(i);
    import.stubs.push_back(read_checked(call, one, id_of(one)));
  }
  return import;
}

// From its end, so that the first of the list is the most recent.
StubSet imported(const StubSet& before, const Import& import) {
  std::unordered_set<std::string_view> given;
  for (const StubPtr& stub : import.stubs) given.insert(stub->id);
  const StubSet kept =
      import.delete_others
          ? before.without([&](const Stub& known) { return given.count(known.id) == 0; })
          : before;
  const std::vector<StubPtr> there = kept.stubs();
  std::unordered_set<std::string_view> known;
  for (const StubPtr& stub : there) known.insert(stub->id);
  std::vector<StubPtr> added;
  for (auto stub = import.stubs.rbegin(); stub != import.stubs.rend(); ++stub) {
    if (import.overwrite || known.insert((*stub)->id).second) added.push_back(*stub);
  }
  return kept.with_all(added);
}

}  // namespace

Response list_mappings(const AdminCall& call) {
  const auto input = read_page(call.target);
  if (const auto* refusal = std::get_if<Response>(&input)) return *refusal;
  const auto& page = std::get<Page>(input);
  const auto stubs = call.host.space().stubs()->stubs();
  return stub_list(stubs, page.offset, page.limit.value_or(stubs.size()));
}

Response create_mapping(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    const StubPtr stub = read_checked(call, site, id_of(site));
    Response response = stub_answer(201, *stub);
    call.host.change_stubs([&](const StubSet& stubs) -> std::optional<StubSet> {
      if (stubs.find(stub->id)) {
        response = error_answer(422, {kDuplicateId,
                                      "Duplicate stub mapping ID",
                                      "there is a stub with the id " + stub->id +
                                          "; PUT /__admin/mappings/{id} replaces it",
                                      {}});
        return std::nullopt;
      }
      if (stubs.size() < Space::kMostStubs) return stubs.with(stub);
      response = too_many_stubs();
      return std::nullopt;
    });
    if (response.status == 201) warn_if_in_vain(call, *stub, response);
    return response;
  });
}

Response get_mapping(const AdminCall& call) {
  const auto id = read_id(call);
  if (const auto* refusal = std::get_if<Response>(&id)) return *refusal;
  const StubPtr stub = call.host.space().stubs()->find(std::get<std::string>(id));
  return stub ? stub_answer(200, *stub) : empty_answer(404);
}

Response replace_mapping(const AdminCall& call) {
  const auto id = read_id(call);
  if (const auto* refusal = std::get_if<Response>(&id)) return *refusal;
  return with_json_body(call.request, [&](const PatternSite& site) {
    return replaced(call, site, std::get<std::string>(id), 200);
  });
}

Response edit_mapping(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    return replaced(call, site, id_of(site), 204);
  });
}

Response delete_mapping(const AdminCall& call) {
  const auto input = read_id(call);
  if (const auto* refusal = std::get_if<Response>(&input)) return *refusal;
  const auto& id = std::get<std::string>(input);
  bool known = false;
  remove_stubs(call, [&](const Stub& stub) {
    known |= stub.id == id;
    return stub.id == id;
  });
  return known ? json_answer(Json::object()) : empty_answer(404);
}

Response delete_mappings(const AdminCall& call) {
  const StubChange none = [](const StubSet&) { return std::optional(StubSet()); };
  for (const SpacePtr& other : other_spaces_meant(call))
    other->change_stubs(none, &call.host.space());
  remove_stubs(call, [](const Stub&) { return true; });
  return json_answer(Json::object());
}

Response remove_mapping(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    if (!site.object().has("mappings")) {
      remove_like(call, site);
      return empty_answer(200);
    }
    const PatternSite all = site.member("mappings");
    refuse_more_than_fit(all);
    for (std::size_t i = 0; i < all.array().value.size(); ++i) remove_like(call, all.element(i));
    return empty_answer(200);
  });
}

Response import_mappings(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    const Import import = read_import(call, site);
    Response response = empty_answer(200);
    call.host.change_stubs([&](const StubSet& stubs) -> std::optional<StubSet> {
      StubSet next = imported(stubs, import);
      if (next.size() <= Space::kMostStubs) return next;
      response = too_many_stubs();
      return std::nullopt;
    });
    return response;
  });
}

Response find_mappings_by_metadata(const AdminCall& call) {
  return with_json_body(
      call.request, [&](const PatternSite& site) { return stub_list(with_metadata(call, site)); });
}

Response remove_mappings_by_metadata(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    std::set<std::string> ids;
    for (const StubPtr& stub : with_metadata(call, site)) ids.insert(stub->id);
    remove_stubs(call, [&](const Stub& stub) { return ids.count(stub.id) > 0; });
    return json_answer(Json::object());
  });
}

Response list_unused_mappings(const AdminCall& call) {
  Response response = stub_list(unused_stubs(call));
  tell_dropped(call.host.journal(), response);
  return response;
}

// A stub whose calls were dropped looks unused.
Response delete_unused_mappings(const AdminCall& call) {
  if (const auto losses = call.host.losses(); !losses.empty()) return journal_incomplete(losses);
  std::set<std::string> ids;
  for (const StubPtr& stub : unused_stubs(call)) ids.insert(stub->id);
  remove_stubs(call, [&](const Stub& stub) { return ids.count(stub.id) > 0; });
  return json_answer(Json::object());
}

Response save_mappings(const AdminCall&) { return empty_answer(200); }

}  // namespace emulator
