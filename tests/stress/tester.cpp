#include "tests/stress/tester.h"

#include <cstdio>

namespace stress {
namespace {

constexpr const char* kIntegration = "66326843cc9cdb107221f222";

std::string path_of(int path) { return "/shared/" + std::to_string(path); }

std::string json_string(const std::string& text) { return "\"" + text + "\""; }

bool has(const Answer& answer, const std::string& text) {
  return answer.body.find(text) != std::string::npos;
}

}  // namespace

Tester::Tester(const Role& role, std::uint16_t port)
    : role_(role),
      name_("p" + std::to_string(role.index)),
      base_("/__space/" + name_),
      dice_(role.seed * 1'000 + static_cast<std::uint64_t>(role.index)),
      client_(port, "Authorization: bearer ONE_KEY\r\nx-api-version: 2025-09\r\nX-Process: " +
                        name_ + "\r\n") {}

const std::vector<Tester::Step>& Tester::steps() {
  static const std::vector<Step> all = {
      {"put a stub", 14, &Tester::put_stub},
      {"remove a stub", 6, &Tester::remove_stub},
      {"call a stub", 20, &Tester::call_stub},
      {"seed a user", 8, &Tester::seed_user},
      {"remove a user", 4, &Tester::remove_user},
      {"call as a user", 12, &Tester::call_as_user},
      {"call as nobody", 6, &Tester::call_as_nobody},
      {"call the common scenario", 6, &Tester::call_common_scenario},
      {"count", 6, &Tester::count_calls},
      {"verify", 6, &Tester::verify_calls},
      {"list", 3, &Tester::list_calls},
      {"find a call", 4, &Tester::find_a_call},
      {"change settings", 2, &Tester::change_settings},
      {"send garbage", 1, &Tester::send_garbage},
      {"begin anew", 1, &Tester::begin_anew},
  };
  return all;
}

bool Tester::run() {
  int all = 0;
  for (const Step& step : steps()) all += step.share;
  make_space();
  for (step_ = 1; step_ <= role_.steps && good_; ++step_) {
    if (below(100) < role_.resets) {
      reset();
      continue;
    }
    int at = below(all);
    const auto* step = steps().data();
    while (at >= step->share) at -= (step++)->share;
    (this->*step->take)();
    if (!good_) std::fprintf(stderr, "  in the step '%s'\n", step->name);
  }
  return good_;
}

void Tester::must(bool holds, const std::string& what, const Answer& found) {
  if (holds || !good_) return;
  good_ = false;
  std::fprintf(stderr, "%s, step %d, seed %llu: expected %s, found %d %s\n", name_.c_str(), step_,
               static_cast<unsigned long long>(role_.seed), what.c_str(), found.status,
               found.body.c_str());
}

Answer Tester::admin(std::string_view method, const std::string& path, const std::string& body) {
  there_ = true;
  return client_.ask(method, base_ + "/__admin" + path, body);
}

Answer Tester::call(const std::string& path, const std::string& user) {
  there_ = true;
  Answer answer = client_.ask("GET", (role_.claims ? "" : base_) + path + "?userId=" + user);
  ++calls_;
  last_call_ = answer.id;
  must(answer.id.size() == 36, "an answer with an id", answer);
  return answer;
}

std::string Tester::mark() { return name_ + "-" + std::to_string(++marks_); }

// Claimed calls are told apart by their users; with base URLs of their own all have the same ones.
std::string Tester::some_user() {
  return (role_.claims ? name_ + "-" : std::string("user-")) + std::to_string(below(4));
}

void Tester::make_space() {
  if (!role_.claims) return;
  const Answer made = client_.ask(
      "PUT", "/__admin/spaces/" + name_,
      R"({"match": {"queryParameters": {"userId": {"matches": ")" + name_ + R"(-.*"}}}})");
  must(made.status == 201, "a new space", made);
  there_ = true;
}

void Tester::put_stub() {
  const int path = below(kPaths);
  OwnStub stub{"", 200 + below(400), mark()};
  if (stub.status == 204 || stub.status == 205 || stub.status == 304) stub.status = 200;
  const Answer put =
      admin("POST", "/mappings",
            R"({"request": {"urlPath": ")" + path_of(path) + R"("}, "response": {"status": )" +
                std::to_string(stub.status) + R"(, "body": )" + json_string(stub.body) + "}}");
  must(put.status == 201 && put.body.size() > 43, "a new stub", put);
  if (good_) stub.id = put.body.substr(7, 36);
  stubs_[static_cast<std::size_t>(path)].push_back(stub);
}

void Tester::remove_stub() {
  auto& stubs = stubs_[static_cast<std::size_t>(below(kPaths))];
  if (stubs.empty()) return;
  const Answer removed = admin("DELETE", "/mappings/" + stubs.back().id);
  must(removed.status == 200, "a stub to remove", removed);
  stubs.pop_back();
}

void Tester::call_stub() {
  const auto path = static_cast<std::size_t>(below(kPaths));
  const Answer answer = call(path_of(static_cast<int>(path)), some_user());
  ++calls_of_path_[path];
  if (stubs_[path].empty()) {
    must(answer.status == 404, "no stub", answer);
  } else {
    const OwnStub& stub = stubs_[path].back();
    must(answer.status == stub.status && answer.body == stub.body,
         std::to_string(stub.status) + " " + stub.body, answer);
  }
}

void Tester::seed_user() {
  const std::string user = some_user();
  const std::string sign = mark();
  const Answer put =
      admin("PUT", "/fixtures/users/" + user, R"({"username": ")" + user + R"(@x"})");
  must(put.status == 200, "a new user", put);
  const Answer installed = admin("PUT", "/fixtures/installations/" + user + "," + kIntegration,
                                 R"({"patch": {"icon": "https://x/)" + sign + R"("}})");
  must(installed.status == 200, "an installation", installed);
  users_[user] = sign;
}

void Tester::remove_user() {
  const std::string user = some_user();
  const bool known = users_.erase(user) > 0;
  if (known) {
    const Answer gone = admin("DELETE", "/fixtures/installations/" + user + "," + kIntegration);
    must(gone.status == 200, "an installation to remove", gone);
  }
  const Answer removed = admin("DELETE", "/fixtures/users/" + user);
  must(removed.status == (known ? 200 : 404), known ? "a user to remove" : "no such user", removed);
}

void Tester::call_as_user() {
  const std::string user = some_user();
  const Answer answer = call("/integrations/Shopify", user);
  const auto known = users_.find(user);
  if (known == users_.end()) {
    must(answer.status == 400, "an unknown user", answer);
  } else {
    must(answer.status == 200 && has(answer, json_string("https://x/" + known->second)),
         "the icon " + known->second, answer);
  }
}

void Tester::call_as_nobody() {
  const Answer answer = call("/integrations/Magento", name_ + "-nobody");
  must(answer.status == 400, "a refusal", answer);
}

// Its stubs are those of the default space; how far it has come is the space's own.
void Tester::call_common_scenario() {
  const Answer answer = call("/common", some_user());
  must(answer.status == (scenario_moved_ ? 202 : 201), scenario_moved_ ? "202" : "201", answer);
  scenario_moved_ = true;
}

void Tester::must_count(const std::string& pattern, int expected) {
  const Answer count = admin("POST", "/requests/count", pattern);
  must(count.status == 200 && has(count, "\"count\":" + std::to_string(expected) + ","),
       std::to_string(expected) + " calls for " + pattern, count);
}

void Tester::count_calls() {
  const int path = below(kPaths);
  must_count(R"({"urlPath": ")" + path_of(path) + R"("})",
             calls_of_path_[static_cast<std::size_t>(path)]);
  must_count(R"({"headers": {"X-Process": {"equalTo": ")" + name_ + R"("}}})", calls_);
  must_count(R"({"outcome": "malformed"})", malformed_);
}

void Tester::verify_calls() {
  const bool holds = below(4) > 0;
  const Answer answer = admin("POST", "/verify",
                              R"({"pattern": {"space": ")" + name_ + R"("}, "withinMs": )" +
                                  std::to_string(below(3)) + R"(, "exactly": )" +
                                  std::to_string(calls_ + malformed_ + (holds ? 0 : 1)) + "}");
  must(answer.status == (holds ? 200 : 409), holds ? "as many calls" : "one call too few", answer);
}

void Tester::list_calls() {
  const Answer list = admin("GET", "/requests?limit=5");
  must(list.status == 200 &&
           has(list, R"("meta":{"total":)" + std::to_string(calls_ + malformed_) + "}"),
       std::to_string(calls_ + malformed_) + " calls", list);
  constexpr std::string_view kProcess = R"("X-Process":")";
  for (auto at = list.body.find(kProcess); at != std::string::npos;
       at = list.body.find(kProcess, at + 1)) {
    must(list.body.compare(at + kProcess.size(), name_.size() + 1, name_ + "\"") == 0,
         "calls of its own alone", list);
  }
}

void Tester::find_a_call() {
  if (!last_call_.empty()) {
    const Answer found = admin("GET", "/requests/" + last_call_);
    must(found.status == 200, "its last call", found);
  }
  if (!forgotten_call_.empty()) {
    const Answer gone = admin("GET", "/requests/" + forgotten_call_);
    must(gone.status == 404, "no call of before the reset", gone);
  }
}

void Tester::change_settings() {
  const Answer shown = admin("GET", "/settings");
  must(settings_.empty() ? !has(shown, "owner") : has(shown, json_string(settings_)),
       "the settings " + settings_, shown);
  settings_ = mark();
  const Answer put =
      admin("PUT", "/settings", R"({"extended": {"owner": )" + json_string(settings_) + "}}");
  must(put.status == 200, "settings", put);
}

// No Host: refused by the gate, which closes the connection; recorded with the path it was for.
void Tester::send_garbage() {
  const std::string user = role_.claims ? "?userId=" + name_ + "-0" : "";
  const Answer answer =
      client_.send("GET " + (role_.claims ? "" : base_) + "/shared/0" + user + " HTTP/1.1\r\n\r\n");
  must(answer.status == 400, "400", answer);
  there_ = true;
  ++malformed_;
  ++calls_of_path_[0];
}

void Tester::forget() {
  for (auto& stubs : stubs_) stubs.clear();
  calls_of_path_.fill(0);
  users_.clear();
  calls_ = malformed_ = 0;
  scenario_moved_ = false;
  if (!last_call_.empty()) forgotten_call_ = last_call_;
  last_call_.clear();
}

void Tester::reset() {
  const Answer answer = admin("POST", "/reset");
  must(answer.status == 200, "a reset", answer);
  forget();
}

// A space that is made again has nothing of the one of that name before.
void Tester::begin_anew() {
  const Answer removed = client_.ask("DELETE", "/__admin/spaces/" + name_);
  must(removed.status == (there_ ? 200 : 404), there_ ? "a space to remove" : "no space yet",
       removed);
  there_ = false;
  forget();
  settings_.clear();
  make_space();
}

}  // namespace stress
