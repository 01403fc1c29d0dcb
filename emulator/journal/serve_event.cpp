#include "emulator/journal/serve_event.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "emulator/decide/world.h"
#include "emulator/journal/call_id.h"
#include "emulator/journal/grouped_values.h"
#include "emulator/journal/logged_request.h"
#include "emulator/journal/sent_answer.h"
#include "emulator/model/operation.h"
#include "emulator/model/target.h"
#include "emulator/text/base64.h"
#include "emulator/text/utf8.h"

namespace emulator {
namespace {

/// What answers the calls of an operation; a call that reached none (OPTIONS, a failure) stands for
/// itself.
struct Answerer {
  std::string id;
  std::string method;
  std::string path;
  bool is_operation = false;
};

Answerer answerer_of(const Entry& entry) {
  if (const Operation* operation = entry.decision.operation) {
    return {operation->id, operation->method, operation->path, true};
  }
  const Request& request = entry.request;
  const auto target = parse_target(request.target);
  std::string method(request.method);
  std::string path(target ? target->path : request.target);
  return {method + " " + path, method, path, false};
}

std::string body_of(const Response& response) {
  return response.body ? *response.body : std::string();
}

Json by_name(const std::vector<Header>& lines) {
  GroupedValues headers(GroupedValues::Names::kIgnoreCase);
  for (const Header& header : lines) headers.add(header.name, header.value);
  return headers.as_values();
}

Json violations_of(const Decision& decision) {
  Json violations = Json::array();
  for (const Violation& violation : decision.violations) {
    const Rule& rule = *violation.rule;
    Json told{{"rule", rule.id},
              {"class", to_string(rule.cls)},
              {"in", to_string(rule.in)},
              {"name", rule.name}};
    if (violation.pointer) told["pointer"] = *violation.pointer;
    told.update({{"message", message_of(violation)},
                 {"expected", violation.expected},
                 {"found", violation.found},
                 {"place", to_string(place_of(violation))},
                 {"hint", violation.hint}});
    violations.push_back(std::move(told));
  }
  return violations;
}

Json stub_mapping(const Entry& entry) {
  if (entry.decision.stub) return *entry.decision.stub->json;
  const Answerer answerer = answerer_of(entry);
  const std::string id = stub_id(entry);
  Json metadata = Json::object();
  if (answerer.is_operation) {
    metadata["operation"] = answerer.id;
    metadata["place"] = to_string(entry.decision.operation->node.key_place());
  }
  metadata["outcome"] = to_string(entry.decision.outcome);
  metadata["violations"] = violations_of(entry.decision);
  return {{"id", id},
          {"uuid", id},
          {"request",
           {{"method", answerer.method},
            {answerer.is_operation ? "urlPathTemplate" : "urlPath", answerer.path}}},
          {"response", {{"status", entry.decision.response.status}}},
          {"metadata", metadata}};
}

Json response_definition(const Entry& entry) {
  if (entry.decision.stub) return entry.decision.stub->json->at("response");
  const Response& response = entry.decision.response;
  Json definition = {{"status", response.status}};
  if (!was_matched(entry)) {
    definition["fromConfiguredStub"] = false;
    return definition;
  }
  const std::string body = body_of(response);
  if (find_invalid_utf8(body) == std::string_view::npos) {
    definition["body"] = body;
  } else {
    definition["base64Body"] = to_base64(body);
  }
  if (!response.headers.empty()) definition["headers"] = by_name(response.headers);
  return definition;
}

// Of a call that nothing answers WireMock shows no more than the status: the reasons are in the sub-event.
Json response_sent(const Entry& entry) {
  const Response& response = entry.decision.response;
  if (!was_matched(entry)) return {{"status", response.status}, {"bodyAsBase64", ""}, {"body", ""}};
  const SentAnswer answer = sent_answer(entry);
  Json sent = {{"status", answer.status}};
  if (!answer.headers.empty()) sent["headers"] = by_name(answer.headers);
  sent["bodyAsBase64"] = to_base64(answer.body);
  sent["body"] = answer.body;
  if (const std::string fault = fault_name(response.effects); !fault.empty()) sent["fault"] = fault;
  return sent;
}

std::chrono::milliseconds added_delay(const Response& response) {
  std::chrono::milliseconds sum{0};
  for (const Effect& effect : response.effects) {
    if (const auto* delay = std::get_if<Delay>(&effect)) sum += delay->by;
  }
  return sum;
}

Json timing_of(const Entry& entry) {
  const auto duration =
      std::chrono::duration_cast<std::chrono::milliseconds>(entry.duration).count();
  const auto delay = added_delay(entry.decision.response).count();
  return {{"addedDelay", delay},
          {"processTime", duration},
          {"responseSendTime", 0},
          {"serveTime", duration},
          {"totalTime", duration + delay}};
}

std::string report_of(const Entry& entry) {
  std::string report = entry.report;
  for (const std::string& line : trail_of(entry.decision, entry.request)) {
    if (!report.empty()) report += '\n';
    report += line;
  }
  return report;
}

Json not_matched_event(const Entry& entry) {
  return {{"type", "REQUEST_NOT_MATCHED"},
          {"timeOffsetNanos", entry.duration.count()},
          {"data",
           {{"status", entry.decision.response.status},
            {"contentType", "text/plain"},
            {"report", report_of(entry)}}}};
}

Json decision_event(const Entry& entry) {
  const Decision& decision = entry.decision;
  Json data = {{"outcome", to_string(decision.outcome)}};
  if (decision.operation) data["operation"] = answerer_of(entry).id;
  data["why"] = why_of(decision);
  data["trail"] = trail_of(decision, entry.request);
  data["violations"] = violations_of(decision);
  if (entry.world) data["generation"] = entry.world->generation();
  return {{"type", "EMULATOR_DECISION"},
          {"timeOffsetNanos", entry.duration.count()},
          {"data", std::move(data)}};
}

Json sub_events(const Entry& entry) {
  Json events = Json::array();
  if (!was_matched(entry)) events.push_back(not_matched_event(entry));
  events.push_back(decision_event(entry));
  return events;
}

}  // namespace

bool was_matched(const Entry& entry) {
  if (entry.decision.stub) return true;
  return entry.decision.outcome != Outcome::kUnmatched;
}

std::string stub_id(const Entry& entry) {
  if (entry.decision.stub) return entry.decision.stub->id;
  if (!was_matched(entry)) return {};
  return uuid_of(answerer_of(entry).id);
}

Json stub_metadata(const Entry& entry) {
  if (!was_matched(entry)) return nullptr;
  return stub_mapping(entry).value("metadata", Json());
}

Json serve_event(const Entry& entry) {
  const bool matched = was_matched(entry);
  Json event = {{"id", entry.id},
                {"request", logged_request(entry)},
                {"responseDefinition", response_definition(entry)},
                {"response", response_sent(entry)},
                {"wasMatched", matched},
                {"timing", timing_of(entry)},
                {"subEvents", sub_events(entry)}};
  if (matched) event["stubMapping"] = stub_mapping(entry);
  return event;
}

}  // namespace emulator
