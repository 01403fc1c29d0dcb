#include "emulator/decide/stub_answer.h"

#include <nlohmann/json.hpp>

#include "emulator/decide/negotiate.h"
#include "emulator/model/operation.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// "404", else "4XX", else "default".
const DocumentedResponse* documented(const Operation& operation, int status) {
  const std::string exact = std::to_string(status);
  for (const std::string& key : {exact, exact.substr(0, 1) + "XX", std::string("default")}) {
    if (const DocumentedResponse* response = operation.response_with_key(key)) return response;
  }
  return nullptr;
}

std::string documented_statuses(const Operation& operation) {
  std::vector<std::string> keys;
  for (const DocumentedResponse& response : operation.responses) keys.push_back(response.key);
  return keys.empty() ? "none is" : listed(keys) + (keys.size() == 1 ? " is" : " are");
}

void object_to_content(const DocumentedResponse& response, const std::string* type,
                       const Json* content, std::vector<std::string>& out) {
  std::vector<std::string> types;
  for (const Content& allowed : response.contents) {
    types.push_back(allowed.media_type);
    if (!type || !same_media_type(allowed.media_type, *type)) continue;
    if (!content || !allowed.schema) return;
    for (const SchemaError& error : allowed.schema->validate(*content)) {
      out.push_back("the stub's body " + (error.instance.empty() ? "" : error.instance + " ") +
                    error.message + " (" + to_string(allowed.schema->place_of(error)) + ")");
    }
    return;
  }
  if (types.empty()) return;
  out.push_back("the stub's answer has " + (type ? "the type " + in_quotes(*type) : "no type") +
                ", documented is " + listed(types, "or") + " (" + to_string(response.node.place()) +
                ")");
}

void add_delays(const ChosenStub& chosen, std::vector<Effect>& effects) {
  Dice dice = chosen.dice;
  std::chrono::milliseconds by{0};
  const auto& fixed = chosen.stub->response.fixed_delay;
  if (fixed || chosen.settings.fixed_delay)
    by += draw(fixed ? *fixed : *chosen.settings.fixed_delay, dice);
  const auto& own = chosen.stub->response.delay;
  if (own || chosen.settings.delay) by += draw(own ? *own : *chosen.settings.delay, dice);
  if (by.count() > 0) effects.insert(effects.begin(), Delay{by});
}

Response response_of(const Stub& stub) {
  Response response = stub.response.response;
  response.headers.push_back({"Matched-Stub-Id", stub.id});
  if (!stub.name.empty()) response.headers.push_back({"Matched-Stub-Name", stub.name});
  return response;
}

}  // namespace

std::vector<std::string> objections_to(const Operation& operation, const Response& response,
                                       const Json* content) {
  std::vector<std::string> out;
  const DocumentedResponse* known = documented(operation, response.status);
  if (!known) {
    out.push_back("the stub's status " + std::to_string(response.status) +
                  " is not documented for " + operation.id + ": " + documented_statuses(operation) +
                  " (" + to_string(operation.node.key_place()) + ")");
  } else if (response.body && !response.body->empty()) {
    object_to_content(*known, response.header("Content-Type"), content, out);
  }
  return out;
}

void answer_by_stub(Decision& decision, const ChosenStub& chosen) {
  decision.stub = chosen.stub;
  decision.changes.clear();  // they belong to the documented answer
  decision.response = response_of(*chosen.stub);
  add_delays(chosen, decision.response.effects);
  if (!decision.operation || !chosen.stub->response.fault.empty()) return;
  for (std::string& objection :
       objections_to(*decision.operation, decision.response, chosen.stub->content.get()))
    decision.notes.push_back(std::move(objection));
}

}  // namespace emulator
