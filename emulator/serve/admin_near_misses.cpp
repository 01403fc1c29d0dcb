#include "emulator/serve/admin_near_misses.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/serve_event.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/serve/journal_loss.h"
#include "emulator/serve/near_calls.h"
#include "emulator/serve/near_stubs.h"
#include "emulator/serve/space.h"
#include "emulator/text/base64.h"

namespace emulator {
namespace {

constexpr std::size_t kMostStubsLooked = 1'000;
constexpr std::size_t kMostUnmatched = 100;

/// The stubs of a space, made ready for many requests.
class Asked {
 public:
  Asked(const Space& own, const Space* common)
      : stubs_(stubs_asked(own, common, kMostStubsLooked), kMostStubsLooked),
        states_(own.states()) {}

  void add(const Request& request, const Json& shown, Json& out) const {
    for (const NearStub& near : stubs_.nearest(request, states_)) {
      Json miss = {{"request", shown},
                   {"stubMapping", *near.stub->json},
                   {"matchResult", {{"distance", near.distance}}}};
      if (!near.stub->scenario.empty()) miss["scenarioState"] = near.state;
      out.push_back(std::move(miss));
    }
  }

 private:
  const NearStubs stubs_;
  const ScenarioStates states_;
};

/// The same for calls of several spaces, each compared with what its own space asks.
class AskedBySpace {
 public:
  explicit AskedBySpace(AdminHost& host) : host_(host) {}

  const Asked& of(const std::string& name) {
    const auto known = ready_.find(name);
    return known != ready_.end() ? known->second
                                 : ready_.try_emplace(name, made(name)).first->second;
  }

 private:
  Asked made(const std::string& name) const {
    if (!host_.common()) {
      for (const Spaces::Listed& listed : host_.spaces().list(Spaces::Clock::now()))
        if (listed.space->name() == name) return {*listed.space, &host_.space()};
    }
    return {host_.space(), host_.common()};
  }

  AdminHost& host_;
  std::map<std::string, Asked> ready_;
};

std::string text_of(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

// bodyAsBase64 has every byte, body has not.
std::string body_of(const Json& logged) {
  const auto bytes = from_base64(text_of(logged, "bodyAsBase64"));
  return bytes && !bytes->empty() ? *bytes : text_of(logged, "body");
}

Request read_logged_request(const PatternSite& site) {
  const std::string url = site.object().required("url").text();
  const std::string method = site.required("method").text();
  std::vector<Header> headers;
  const Json given = site.has("headers") ? site.member("headers").value : Json::object();
  for (const auto& [name, value] : given.items()) {
    for (const Json& one : value.is_array() ? value : Json::array({value})) {
      if (one.is_string()) headers.push_back({name, one.get<std::string>()});
    }
  }
  return make_request(method, url, headers, body_of(site.value));
}

Response answer(Json near) { return json_answer(Json{{"nearMisses", std::move(near)}}); }

}  // namespace

Response near_misses_of_pattern(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    const RequestPattern checked(site.value);
    Json out = Json::array();
    for (const NearCall& near :
         near_calls(site.value, call.host.journal(), Nearness::kLeastDistance)) {
      out.push_back({{"request", logged_request(*near.entry)},
                     {"requestPattern", site.value},
                     {"matchResult", {{"distance", near.distance}}}});
    }
    Response response = answer(std::move(out));
    tell_dropped(call.host.journal(), response);
    return response;
  });
}

Response near_misses_of_request(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    Json out = Json::array();
    Asked(call.host.space(), call.host.common()).add(read_logged_request(site), site.value, out);
    return answer(std::move(out));
  });
}

Response near_misses_of_unmatched(const AdminCall& call) {
  auto entries = call.host.journal().find([](const Entry& entry) { return !was_matched(entry); });
  std::reverse(entries.begin(), entries.end());
  if (entries.size() > kMostUnmatched) entries.resize(kMostUnmatched);
  Json out = Json::array();
  AskedBySpace asked(call.host);
  for (const EntryPtr& entry : entries)
    asked.of(entry->space).add(entry->request, logged_request(*entry), out);
  Response response = answer(std::move(out));
  tell_dropped(call.host.journal(), response);
  return response;
}

}  // namespace emulator
