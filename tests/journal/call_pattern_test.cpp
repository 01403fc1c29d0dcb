#include "emulator/journal/call_pattern.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "emulator/model/operation.h"

using namespace emulator;

namespace {

struct Recorded {
  Recorded() {
    rule.id = "query.userId.required";
    operation.id = "get-it";
    entry.request = make_request("GET", "/a");
    entry.decision.outcome = Outcome::kRefused;
    entry.decision.operation = &operation;
    entry.decision.violations.push_back({&rule, "", "", ""});
    entry.space = "jane";
  }
  bool matches(const std::string& pattern) const {
    return CallPattern(Json::parse(pattern)).matches(entry);
  }

  Rule rule;
  Operation operation;
  Entry entry;
};

std::string refusal(const std::string& pattern) {
  try {
    CallPattern(Json::parse(pattern));
  } catch (const PatternError& error) {
    return error.pointer() + ": " + error.what();
  }
  return "none";
}

}  // namespace

TEST_CASE("a pattern of calls may name operation, outcome, broken rule and space") {
  const Recorded call;
  CHECK(call.matches("{}"));
  CHECK(call.matches(R"({"operationId":"get-it","outcome":"refused","space":"jane",
                         "violated":"query.userId.required","method":"GET"})"));
  CHECK_FALSE(call.matches(R"({"operationId":"get"})"));
  CHECK_FALSE(call.matches(R"({"outcome":"accepted"})"));
  CHECK_FALSE(call.matches(R"({"space":"default"})"));
  CHECK_FALSE(call.matches(R"({"violated":"query.userId.known"})"));
  CHECK_FALSE(call.matches(R"({"outcome":"refused","method":"POST"})"));
  CHECK_FALSE(CallPattern(Json::parse(R"({"operationId":"x"})")).matches(Entry{}));
}

TEST_CASE("what a call has for those keys is told to a person") {
  const Recorded call;
  CHECK(CallPattern::found("operationId", call.entry) == "'get-it'");
  CHECK(CallPattern::found("outcome", call.entry) == "'refused'");
  CHECK(CallPattern::found("violated", call.entry) == "'query.userId.required'");
  CHECK(CallPattern::found("space", call.entry) == "'jane'");
  CHECK(CallPattern::found("operationId", Entry{}) == "");
}

TEST_CASE("what is no pattern of calls is refused where it is wrong") {
  CHECK(refusal(R"({"outcome":"good"})") ==
        "/outcome: 'good' is no outcome; there are 'accepted', 'refused', 'unmatched', 'malformed' "
        "and 'failed'");
  CHECK(refusal(R"({"operationId":1})") == "/operationId: must be a string, is the number 1");
  CHECK(refusal(R"({"operation":"a"})").starts_with("/operation: a request pattern has no key"));
  CHECK(refusal("[]") == ": must be an object, is an array");
}
