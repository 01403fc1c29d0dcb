#include "emulator/serve/admin_near_misses.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/journal/logged_request.h"
#include "emulator/journal/serve_event.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/serve/admin_input.h"
#include "emulator/serve/near_calls.h"
#include "emulator/serve/near_stubs.h"
#include "emulator/serve/space.h"
#include "emulator/text/base64.h"

namespace emulator {
namespace {

constexpr std::size_t kMostStubsLooked = 1'000;
constexpr std::size_t kMostUnmatched = 100;

/// The stubs of a call's space, made ready for many requests.
class Asked {
 public:
  explicit Asked(const AdminCall& call)
      : stubs_(stubs_asked(call.host.space(), call.host.common(), kMostStubsLooked),
               kMostStubsLooked),
        states_(call.host.space().states()) {}

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
    return answer(std::move(out));
  });
}

Response near_misses_of_request(const AdminCall& call) {
  return with_json_body(call.request, [&](const PatternSite& site) {
    Json out = Json::array();
    Asked(call).add(read_logged_request(site), site.value, out);
    return answer(std::move(out));
  });
}

Response near_misses_of_unmatched(const AdminCall& call) {
  auto entries = call.host.journal().find([](const Entry& entry) { return !was_matched(entry); });
  std::reverse(entries.begin(), entries.end());
  if (entries.size() > kMostUnmatched) entries.resize(kMostUnmatched);
  Json out = Json::array();
  const Asked asked(call);
  for (const EntryPtr& entry : entries) asked.add(entry->request, logged_request(*entry), out);
  return answer(std::move(out));
}

}  // namespace emulator
