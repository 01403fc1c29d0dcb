#include "emulator/journal/serve_event.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "emulator/journal/logged_request.h"
#include "emulator/model/operation.h"

namespace emulator {
namespace {

// What the page of a shop documents, with one rule on it.
struct Shop {
  Operation operation;
  Rule rule;

  Shop() {
    Findings findings;
    operation.document = read_documents("shop.json", R"({"openapi": "3.0.0"})", findings).at(0);
    operation.node = root_of(operation.document);
    operation.id = "get-item";
    operation.method = "GET";
    operation.path = "/items/{id}";
    rule.id = "header.Token.required";
    rule.in = In::kHeader;
    rule.name = "Token";
    rule.place = {"shop.json", 7, 3};
    rule.demand = Required{};
  }

  Entry refused_call() const {
    Entry entry = call("/items/1");
    entry.decision.operation = &operation;
    entry.decision.outcome = Outcome::kRefused;
    entry.decision.response.status = 400;
    entry.decision.judged = {{&rule, Verdict::kBroken}};
    entry.decision.violations = {{&rule, "a value", "no such header", "send it"}};
    return entry;
  }

  static Entry call(std::string_view target) {
    Entry entry;
    entry.id = "0f4c6e1a-9b7d-4c3e-8a21-5d6f7e8091a2";
    entry.received =
        std::chrono::system_clock::time_point(std::chrono::milliseconds(1795455763328));
    entry.duration = std::chrono::microseconds(2500);
    entry.request = make_request("GET", target, {{"Host", "h"}});
    entry.decision.response.headers = {
        {"Content-Type", "application/json"}, {"X", "1"}, {"X", "2"}};
    entry.decision.response.body = std::make_shared<const std::string>("{}");
    return entry;
  }
};

const char* const kTiming =
    R"({"addedDelay": 0, "processTime": 2, "responseSendTime": 0, "serveTime": 2, "totalTime": 2})";

TEST_CASE("a refused call was matched, and its stub's metadata says why it was refused") {
  const Shop shop;
  const Entry entry = shop.refused_call();
  CHECK(was_matched(entry));
  const std::string stub = stub_id(entry);

  const Json violations = Json::parse(R"([{
    "rule": "header.Token.required", "class": "documented", "in": "header", "name": "Token",
    "message": "header Token: expected a value, found no such header",
    "expected": "a value", "found": "no such header",
    "place": "shop.json:7:3", "hint": "send it"}])");
  const Json headers = Json::parse(R"({"Content-Type": "application/json", "X": ["1", "2"]})");
  const Json expected = {
      {"id", entry.id},
      {"request", logged_request(entry)},
      {"responseDefinition", {{"status", 400}, {"body", "{}"}, {"headers", headers}}},
      {"response",
       {{"status", 400}, {"headers", headers}, {"bodyAsBase64", "e30="}, {"body", "{}"}}},
      {"wasMatched", true},
      {"timing", Json::parse(kTiming)},
      {"subEvents", Json::array({{{"type", "EMULATOR_DECISION"},
                                  {"timeOffsetNanos", 2500000},
                                  {"data",
                                   {{"outcome", "refused"},
                                    {"operation", "get-item"},
                                    {"why", why_of(entry.decision)},
                                    {"trail", trail_of(entry.decision, entry.request)},
                                    {"violations", violations}}}}})},
      {"stubMapping",
       {{"id", stub},
        {"uuid", stub},
        {"request", {{"method", "GET"}, {"urlPathTemplate", "/items/{id}"}}},
        {"response", {{"status", 400}}},
        {"metadata",
         {{"operation", "get-item"},
          {"place", "shop.json:1:1"},
          {"outcome", "refused"},
          {"violations", violations}}}}}};
  CHECK(serve_event(entry).dump(1) == expected.dump(1));
}

TEST_CASE("all calls of an operation show the same stub") {
  const Shop shop;
  Entry accepted = shop.refused_call();
  accepted.decision.outcome = Outcome::kAccepted;
  CHECK(stub_id(accepted) == stub_id(shop.refused_call()));
  Operation other = shop.operation;
  other.id = "put-item";
  accepted.decision.operation = &other;
  CHECK(stub_id(accepted) != stub_id(shop.refused_call()));
}

TEST_CASE("a call that nothing answers was not matched, and its sub-event says why") {
  Entry entry = Shop::call("/elsewhere");
  entry.decision.outcome = Outcome::kUnmatched;
  entry.decision.response.status = 404;
  entry.decision.response.headers.clear();
  entry.decision.notes = {"no such path", "the nearest is /items/{id}"};
  CHECK_FALSE(was_matched(entry));
  CHECK(stub_id(entry) == "");

  const std::string last = "unmatched with 404";
  const Json expected = {
      {"id", entry.id},
      {"request", logged_request(entry)},
      {"responseDefinition", {{"status", 404}, {"fromConfiguredStub", false}}},
      {"response", {{"status", 404}, {"bodyAsBase64", ""}, {"body", ""}}},
      {"wasMatched", false},
      {"timing", Json::parse(kTiming)},
      {"subEvents",
       Json::array(
           {{{"type", "REQUEST_NOT_MATCHED"},
             {"timeOffsetNanos", 2500000},
             {"data",
              {{"status", 404},
               {"contentType", "text/plain"},
               {"report", "note: no such path\nnote: the nearest is /items/{id}\n" + last}}}},
            {{"type", "EMULATOR_DECISION"},
             {"timeOffsetNanos", 2500000},
             {"data",
              {{"outcome", "unmatched"},
               {"why", "no such path; the nearest is /items/{id}"},
               {"trail", trail_of(entry.decision, entry.request)},
               {"violations", Json::array()}}}}})}};
  CHECK(serve_event(entry).dump(1) == expected.dump(1));
}

TEST_CASE("the nearest stub beside the request is told before the reasons") {
  Entry entry = Shop::call("/elsewhere");
  entry.decision.outcome = Outcome::kUnmatched;
  entry.report = "a table\n";
  CHECK(serve_event(entry)["subEvents"][0]["data"]["report"] == "a table\n\nunmatched with 200");
}

TEST_CASE("what is no readable request was answered by the emulator itself") {
  Entry entry = Shop::call("/elsewhere");
  entry.decision.outcome = Outcome::kMalformed;
  CHECK(was_matched(entry));
  CHECK(serve_event(entry)["stubMapping"]["metadata"]["outcome"] == "malformed");
}

TEST_CASE("an answer without an operation stands for itself") {
  Entry entry = Shop::call("/items/1?x=1");
  entry.decision.response.status = 204;
  entry.decision.response.headers.clear();
  entry.decision.response.body = nullptr;
  entry.request = make_request("OPTIONS", "/items/1?x=1");
  const Json event = serve_event(entry);
  const std::string id = stub_id(entry);
  CHECK(event["wasMatched"] == true);
  CHECK(event["response"].dump() == R"({"status":204,"bodyAsBase64":"","body":""})");
  CHECK(event["responseDefinition"].dump() == R"({"status":204,"body":""})");
  CHECK(event["stubMapping"].dump() ==
        R"({"id":")" + id + R"(","uuid":")" + id +
            R"(","request":{"method":"OPTIONS","urlPath":"/items/1"},"response":{"status":204},)"
            R"("metadata":{"outcome":"accepted","violations":[]}})");
}

TEST_CASE("an answer's body that is no text is defined in base64") {
  Entry entry = Shop::call("/");
  entry.decision.response.headers.clear();
  entry.decision.response.body = std::make_shared<const std::string>("\xff");
  CHECK(serve_event(entry)["responseDefinition"].dump() == R"({"status":200,"base64Body":"/w=="})");
}

}  // namespace
}  // namespace emulator
