#include "emulator/decide/refusal.h"

#include <algorithm>

#include "emulator/decide/problem.h"

namespace emulator {
namespace {

// The documented error that answers.
// response  nullptr: none is documented
// row       of a fixture file, which says what is sent instead; nullptr: none does
struct DocumentedError {
  int status = 400;
  const DocumentedResponse* response = nullptr;
  const ErrorAnswer* row = nullptr;
};

// The first row about one of the broken rules.
const ErrorAnswer* row_for(const Decision& decision) {
  for (const ErrorAnswer& error : decision.operation->errors) {
    for (const Violation& violation : decision.violations) {
      if (violation.rule->id == error.rule) return &error;
    }
  }
  return nullptr;
}

template <class... Demands>
bool all_are(const std::vector<Violation>& violations) {
  return std::all_of(violations.begin(), violations.end(), [](const Violation& violation) {
    return (std::holds_alternative<Demands>(violation.rule->demand) || ...);
  });
}

DocumentedError error_for_rules(const Decision& decision) {
  const Operation& operation = *decision.operation;
  if (const ErrorAnswer* row = row_for(decision))
    return {row->status, operation.response_for(row->status), row};
  if (all_are<Credentials>(decision.violations)) return {401, operation.response_for(401)};
  if (all_are<NoBody, MediaTypeDocumented>(decision.violations))
    return {415, operation.response_for(415)};
  if (operation.refusal == Operation::npos) return {operation.refusal_status, nullptr};
  return {operation.refusal_status, &operation.responses[operation.refusal]};
}

// The first documented content, or the first that has the preferred example.
// example  the preferred one; there is none: nullptr
struct ErrorContent {
  const Content* content = nullptr;
  const NamedExample* example = nullptr;

  ContentBody body() const {
    if (example) return example->body;
    return content ? content->body() : nullptr;
  }
};

ErrorContent content_of(const DocumentedResponse& response, const Preferences& preferences) {
  if (response.contents.empty()) return {};
  for (const Content& content : response.contents) {
    const NamedExample* example =
        preferences.example ? content.example_named(*preferences.example) : nullptr;
    if (example) return {&content, example};
  }
  return {&response.contents.front(), nullptr};
}

void answer_as_documented(Response& response, const DocumentedError& error,
                          const std::vector<Violation>& violations,
                          const Preferences& preferences) {
  const ErrorContent chosen = content_of(*error.response, preferences);
  const ContentBody body = chosen.body();
  if (!body && chosen.content && chosen.content->generated) {
    response = problem(error.status, violations);
    return;
  }
  response.headers = error.response->headers;
  if (body) {
    response.headers.push_back({"Content-Type", chosen.content->sent_as});
    response.body = body;
  }
  if (chosen.example)
    response.headers.push_back({"Preference-Applied", "example=" + as_word(chosen.example->name)});
}

void answer_by_row(Response& response, const ErrorAnswer& row) {
  if (!row.body) return;
  response.headers.push_back({"Content-Type", row.media_type});
  response.body = row.body;
}

void add_challenges(Response& response, const std::vector<std::string>& challenges) {
  if (response.header("WWW-Authenticate")) return;
  for (const std::string& challenge : challenges)
    response.headers.push_back({"WWW-Authenticate", challenge});
}

}  // namespace

void refuse(Decision& decision, const Scene& scene, const Preferences& preferences) {
  const ErrorBodies errors =
      preferences.errors.value_or(scene.errors.value_or(scene.world.settings().errors));
  const DocumentedError error = error_for_rules(decision);
  Response& response = decision.response;
  decision.outcome = Outcome::kRefused;
  response.status = error.status;
  if (errors == ErrorBodies::kDetailed) {
    response.headers.push_back({"Content-Type", "application/json"});
    response.body = std::make_shared<const std::string>(detailed_error(decision.violations));
  } else if (error.row) {
    answer_by_row(response, *error.row);
  } else if (error.response) {
    answer_as_documented(response, error, decision.violations, preferences);
  } else {
    response = problem(error.status, decision.violations);
  }
  if (error.status == 401) add_challenges(response, decision.operation->security.challenges);
}

}  // namespace emulator
