#include "emulator/testing/emulator.h"

#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "emulator/serve/emulator.h"
#include "emulator/serve/listener.h"
#include "emulator/testing/record_key.h"
#include "emulator/testing/recorded_call.h"
#include "emulator/testing/test_world.h"

namespace emulator::testing {
namespace {

// "the record cannot be put: …" of an answer of the admin protocol.
[[noreturn]] void refuse(const std::string& what, const Response& response) {
  const Json errors = Json::parse(response.body ? *response.body : "", nullptr, false);
  std::string why;
  if (errors.is_object() && errors.contains("errors")) {
    for (const Json& error : errors.at("errors")) {
      if (!why.empty()) why += "\n";
      if (error.contains("source"))
        why += error.at("source").at("pointer").get<std::string>() + ": ";
      why += error.value("detail", error.value("title", ""));
    }
  }
  throw Error(what + ": " + (why.empty() ? "status " + std::to_string(response.status) : why));
}

struct Expectation {
  Match match;
  Count count;
  const char* file;
  int line;
};

Answer answer_of(const Response& response) {
  Answer answer;
  answer.status = response.status;
  for (const auto& header : response.headers) answer.headers.push_back({header.name, header.value});
  if (response.body) answer.body = *response.body;
  return answer;
}

}  // namespace

struct Emulator::Impl {
  explicit Impl(const Options& options) : port(options.port), emulator(load_world(options)) {}

  Response admin(const char* method, const std::string& path, const std::string& body = {}) const {
    return emulator.handle(make_request(method, "/__admin" + path, {{"Host", "localhost"}}, body));
  }

  Response verify(const Match& match, const Count& count) const {
    Json question = Json::parse(count.text());
    question["pattern"] = Json::parse(match.text());
    Response response = admin("POST", "/verify", question.dump());
    if (response.status == 422) refuse("the verification cannot be read", response);
    return response;
  }

  CallPattern compiled(const Match& match) const {
    try {
      CallPattern pattern(Json::parse(match.text()));
      emulator.check(pattern);
      return pattern;
    } catch (const PatternError& error) {
      throw Error("the pattern cannot be read: " + error.pointer() + ": " + error.what());
    }
  }

  const std::uint16_t port;
  mutable emulator::Emulator emulator;

  std::mutex mutex;
  // Guarded by mutex.
  std::unique_ptr<Listener> listener;
  std::vector<Expectation> expected;
  std::uint64_t made = 0;  ///< names given so far
};

Emulator::Emulator(const Options& options) : impl_(std::make_unique<Impl>(options)) {}

Emulator::~Emulator() {
  try {
    check_expectations();
  } catch (...) {
    // A framework's way to end a test; the failure is counted already.
  }
  if (impl_->listener) impl_->listener->stop();
}

std::string Emulator::url() {
  const std::lock_guard lock(impl_->mutex);
  if (!impl_->listener) try {
      ListenerOptions where;
      where.hosts = {"127.0.0.1"};
      where.port = impl_->port;
      impl_->listener = std::make_unique<Listener>(std::move(where), impl_->emulator);
      impl_->listener->start();
    } catch (const ListenError& error) {
      throw Error(error.what());
    }
  return impl_->listener->url();
}

Answer Emulator::call(const std::string& method, const std::string& target,
                      const std::vector<Header>& headers, const std::string& body) {
  std::vector<emulator::Header> lines;
  for (const Header& header : headers) lines.push_back({header.name, header.value});
  return answer_of(impl_->emulator.handle(make_request(method, target, lines, body)));
}

std::string Emulator::stub(const Match& match, const Reply& reply) {
  Json mapping = {{"request", Json::parse(match.text())}, {"response", Json::parse(reply.text())}};
  if (reply.answers_once()) {
    const std::lock_guard lock(impl_->mutex);
    mapping["scenarioName"] = "once " + std::to_string(++impl_->made);
    mapping["requiredScenarioState"] = kScenarioStart;
    mapping["newScenarioState"] = "answered";
  }
  return stub(mapping.dump());
}

std::string Emulator::stub(const std::string& mapping) {
  const Response created = impl_->admin("POST", "/mappings", mapping);
  if (created.status != 201) refuse("the stub cannot be put", created);
  return Json::parse(*created.body).at("id");
}

std::string Emulator::fault(const Match& match, Fault fault) {
  return stub(match, Reply::json(Value(Members{{"fault", to_string(fault)}}).text()));
}

void Emulator::remove_stub(const std::string& id) {
  const Response removed = impl_->admin("DELETE", "/mappings/" + escaped(id));
  if (removed.status != 200) refuse("there is no stub with the id '" + id + "'", removed);
}

std::string Emulator::record(const std::string& collection, const Members& record) {
  const std::string text = Value(record).text();
  std::string key = key_of(impl_->emulator.world()->model(), collection, Json::parse(text));
  if (key.empty()) {
    const std::lock_guard lock(impl_->mutex);
    key = "test-" + std::to_string(++impl_->made);
  }
  const Response put =
      impl_->admin("PUT", "/fixtures/" + escaped(collection) + "/" + escaped(key), text);
  if (put.status != 200) refuse("the record cannot be put into '" + collection + "'", put);
  return key;
}

void Emulator::remove_record(const std::string& collection, const std::string& key) {
  const Response removed =
      impl_->admin("DELETE", "/fixtures/" + escaped(collection) + "/" + escaped(key));
  if (removed.status != 200) refuse("the record cannot be taken out", removed);
}

std::vector<Call> Emulator::calls(const Match& match) const {
  const CallPattern pattern = impl_->compiled(match);
  std::vector<Call> out;
  for (const EntryPtr& entry :
       impl_->emulator.recorded().find([&](const Entry& entry) { return pattern.matches(entry); }))
    out.push_back(recorded_call(*entry));
  return out;
}

std::size_t Emulator::count(const Match& match) const {
  const CallPattern pattern = impl_->compiled(match);
  return impl_->emulator.recorded().count(
      [&](const Entry& entry) { return pattern.matches(entry); });
}

std::string Emulator::refused() const {
  const Response response = impl_->verify(Match().refused(), never());
  return response.status == 200 ? "" : *response.body;
}

bool Emulator::wait_for(const Match& match, std::size_t number,
                        std::chrono::milliseconds patience) const {
  return impl_->verify(match, at_least(number).within(patience)).status == 200;
}

bool Emulator::verify(const Match& match, const Count& count, const char* file, int line) const {
  const Response response = impl_->verify(match, count);
  if (response.status == 200) return true;
  std::string text = *response.body;
  while (text.ends_with('\n')) text.pop_back();
  report({text, file, line});
  return false;
}

void Emulator::expect(const Match& match, const Count& count, const char* file, int line) {
  impl_->compiled(match);
  const std::lock_guard lock(impl_->mutex);
  impl_->expected.push_back({match, count, file, line});
}

bool Emulator::check_expectations() {
  std::vector<Expectation> expected;
  {
    const std::lock_guard lock(impl_->mutex);
    expected.swap(impl_->expected);
  }
  bool all = true;
  for (const Expectation& one : expected) all &= verify(one.match, one.count, one.file, one.line);
  return all;
}

void Emulator::reset() {
  check_expectations();
  impl_->admin("POST", "/reset");
}

Scope::~Scope() {
  try {
    emulator_.check_expectations();
  } catch (...) {
    // As at the end of an Emulator.
  }
  emulator_.reset();
}

}  // namespace emulator::testing
