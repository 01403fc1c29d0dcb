#include "emulator/serve/admin_health.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "emulator/journal/moment.h"
#include "emulator/serve/admin_answer.h"
#include "emulator/text/quote.h"

namespace emulator {

Response get_health(const AdminCall& call) {
  const AdminFacts facts = call.host.facts();
  const auto now = call.host.now();
  const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(now - facts.started);
  return json_answer(Json{
      {"status", "healthy"},
      {"message", (facts.documents.empty() ? "ready" : "serving " + listed(facts.documents)) +
                      ", generation " + std::to_string(facts.generation)},
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

}  // namespace emulator
