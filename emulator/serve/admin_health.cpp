#include "emulator/serve/admin_health.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "emulator/journal/moment.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/text/quote.h"

namespace emulator {

namespace {

std::string counted(std::uint64_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

// The one place for what has no member in the protocol: clients refuse members they do not know.
std::string health_message(const AdminFacts& facts, const JournalCounts& counts) {
  return (facts.documents.empty() ? "ready" : "serving " + listed(facts.documents)) +
         ", generation " + std::to_string(facts.generation) + "; " +
         counted(counts.recorded, "call") + " recorded, " + std::to_string(counts.dropped) +
         " dropped, " + counted(counts.unanswered, "connection") + " without an answer";
}

}  // namespace

Response get_health(const AdminCall& call) {
  const AdminFacts facts = call.host.facts();
  const auto now = call.host.now();
  const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(now - facts.started);
  return json_answer(Json{
      {"status", "healthy"},
      {"message", health_message(facts, call.host.journal().counts())},
      {"version", facts.version},
      {"uptimeInSeconds", uptime.count()},
      {"timestamp", to_iso8601(moment_of(now))},
  });
}

Response get_version(const AdminCall& call) {
  return json_answer(Json{{"version", call.host.facts().version}});
}

Response post_reset(const AdminCall& call) {
  call.host.reset();
  for (const SpacePtr& other : other_spaces_meant(call)) other->reset();
  return empty_answer(200);
}

Response post_reload(const AdminCall& call) {
  Json errors = Json::array();
  Json warnings = Json::array();
  for (const Finding& finding : call.host.reload()) {
    if (finding.severity == Severity::kError) {
      errors.push_back({{"code", 10}, {"title", finding.code}, {"detail", to_text(finding)}});
    } else {
      warnings.push_back(to_text(finding));
    }
  }
  if (errors.empty()) {
    return json_answer(
        Json{{"generation", call.host.facts().generation}, {"warnings", std::move(warnings)}});
  }
  Response refusal = json_answer(Json{{"errors", std::move(errors)}});
  refusal.status = 422;
  return refusal;
}

Response post_shutdown(const AdminCall& call) {
  return empty_answer(call.host.shut_down() ? 200 : 404);
}

Response get_recording_status(const AdminCall&) {
  return json_answer(Json{{"status", "NeverStarted"}});
}

Response stop_recording(const AdminCall&) {
  return error_answer(400, {30, "Not recording", "there is no recording to stop", {}});
}

// With words: the Java client shows them, and cannot read an empty answer.
Response refuse_recording(const AdminCall&) {
  return error_answer(404, {404,
                            "Recording is not supported",
                            "calls are answered from documents, fixtures and stubs, never by "
                            "another server; GET /__admin/requests has those that were made",
                            {}});
}

}  // namespace emulator
