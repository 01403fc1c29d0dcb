#include "emulator/decide/stub_answer.h"

#include <nlohmann/json.hpp>

#include "emulator/decide/problem.h"
#include "emulator/model/media_type.h"
#include "emulator/model/operation.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

std::string documented_statuses(const Operation& operation) {
  std::vector<std::string> keys;
  for (const DocumentedResponse& response : operation.responses) keys.push_back(response.key);
  return keys.empty() ? "none is" : listed(keys) + (keys.size() == 1 ? " is" : " are");
}

using Objections = std::vector<Objection>;

Objection about_content(const Schema& schema, const SchemaError& error, const std::string& who) {
  return {Objection::About::kContent, error.instance,
          who + "'s body " + (error.instance.empty() ? "" : error.instance + " ") + error.message +
              " (" + to_string(schema.place_of(error)) + ")"};
}

void object_to_content(const DocumentedResponse& response, const std::string* type,
                       const Json* content, const std::string& who, Objections& out) {
  std::vector<std::string> types;
  for (const Content& allowed : response.contents) {
    types.push_back(allowed.media_type);
    if (!type || !same_media_type(allowed.media_type, *type)) continue;
    if (!content || !allowed.schema) return;
    for (const SchemaError& error : allowed.schema->validate(*content))
      out.push_back(about_content(*allowed.schema, error, who));
    return;
  }
  if (types.empty()) return;
  out.push_back({Objection::About::kMediaType, "",
                 who + "'s answer has " + (type ? "the type " + in_quotes(*type) : "no type") +
                     ", documented is " + listed(types, "or") + " (" +
                     to_string(response.node.place()) + ")"});
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

Response with_its_name(Response response, const Stub& stub) {
  response.headers.push_back({"Matched-Stub-Id", stub.id});
  if (!stub.name.empty()) response.headers.push_back({"Matched-Stub-Name", stub.name});
  return response;
}

}  // namespace

std::vector<Objection> objections_to(const Operation& operation, const Response& response,
                                     const Json* content, const std::string& who) {
  Objections out;
  const DocumentedResponse* known = operation.response_for(response.status);
  if (!known) {
    out.push_back({Objection::About::kStatus, "",
                   who + "'s status " + std::to_string(response.status) +
                       " is not documented for " + operation.id + ": " +
                       documented_statuses(operation) + " (" +
                       to_string(operation.node.key_place()) + ")"});
  } else if (response.body && !response.body->empty()) {
    object_to_content(*known, response.header("Content-Type"), content, who, out);
  }
  return out;
}

std::vector<Objection> objections_to(const Operation& operation, const Stub& stub,
                                     const BodyFilePtr& file) {
  Response response = stub.response.response;
  if (file) response.body = file->bytes;
  return objections_to(operation, response, file ? file->content.get() : stub.content.get(),
                       "the stub");
}

void answer_by_stub(Decision& decision, const ChosenStub& chosen) {
  const Stub& stub = *chosen.stub;
  decision.stub = chosen.stub;
  decision.changes.clear();  // they belong to the documented answer
  if (!stub.response.body_file.empty() && !chosen.file) {
    decision.notes.push_back("the stub's body is the file " + in_quotes(stub.response.body_file) +
                             ", which is not there; PUT it to /__admin/files, or into __files");
    decision.response = with_its_name(problem(500, decision.notes.back()), stub);
    return;
  }
  decision.response = with_its_name(stub.response.response, stub);
  if (chosen.file) decision.response.body = chosen.file->bytes;
  add_delays(chosen, decision.response.effects);
  if (!decision.operation || !stub.response.fault.empty()) return;
  for (Objection& objection : objections_to(*decision.operation, stub, chosen.file))
    decision.notes.push_back(std::move(objection.text));
}

}  // namespace emulator
