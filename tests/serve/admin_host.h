#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "emulator/serve/admin.h"
#include "tests/support/admin_contract.h"

namespace emulator {

/// Stands still in time and records what it is told to.
class AdminTestHost : public AdminHost {
 public:
  explicit AdminTestHost(JournalLimits limits = {}) : space_("default", std::move(limits)) {}

  Journal& journal() override { return space_.journal(); }
  Space& space() override { return space_; }
  Spaces& spaces() override { return spaces_; }
  RecordsPtr records() const override {
    return space_.records() ? space_.records()
                            : std::make_shared<const Records>(std::make_shared<const Model>());
  }
  void change_records(const std::function<RecordsPtr(const RecordsPtr&)>& change) override {
    if (RecordsPtr next = change(records())) space_.set_records(std::move(next));
  }
  BodyFiles files() override { return {space_.files(), nullptr, folder_}; }
  void reset() override { ++resets; }
  void wait_for(Progress, bool) override { ++waits; }
  AdminFacts facts() const override {
    return {"1.2.3", now() - std::chrono::seconds(61), documents};
  }
  std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::time_point(std::chrono::milliseconds(1795455763328));
  }

  // Each a second after the one before.
  EntryPtr record(std::string_view method, std::string_view target, Outcome outcome,
                  std::vector<Header> headers = {}) {
    auto entry = std::make_shared<Entry>();
    entry->id = "00000000-0000-4000-8000-00000000000" + std::to_string(recorded_);
    entry->received = now() + std::chrono::seconds(recorded_++);
    entry->request = make_request(method, target, headers);
    entry->decision.outcome = outcome;
    journal().append(entry);
    return entry;
  }

  void warn(const std::string& text) override { warnings.push_back(text); }

  int resets = 0;
  int waits = 0;
  std::vector<std::string> warnings;
  std::vector<std::string> documents = {"a.yaml", "b.yaml"};

 private:
  Space space_;
  Spaces spaces_{{}};
  BodyFolder folder_;
  int recorded_ = 0;
};

struct AdminAnswer {
  int status = 0;
  std::string body;
  std::string type;
  std::string dropped;

  Json json() const { return Json::parse(body); }
};

/// The answer, which is what docs/admin-openapi.yaml says; none of the admin protocol: nullopt.
inline std::optional<Response> answer_of(const Admin& admin, AdminHost& host,
                                         const Request& request) {
  auto response = admin.answer(host, request);
  if (response) check_contract(request, *response);
  return response;
}

inline AdminAnswer ask(AdminHost& host, std::string_view method, std::string_view target,
                       std::string body = {}, const std::vector<Header>& headers = {}) {
  const auto response =
      answer_of(Admin(), host, make_request(method, target, headers, std::move(body)));
  REQUIRE(response);
  const auto header = [&](std::string_view name) {
    const std::string* value = response->header(name);
    return value ? *value : std::string();
  };
  return {response->status, response->body ? *response->body : "", header("Content-Type"),
          header("Emulator-Journal-Dropped")};
}

}  // namespace emulator
