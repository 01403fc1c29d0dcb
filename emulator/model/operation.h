#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/located.h"
#include "emulator/model/parameter_value.h"
#include "emulator/model/plan.h"
#include "emulator/model/rule.h"
#include "emulator/model/schema.h"

namespace emulator {

/// A parameter as documented.
/// node  where it stands, behind any `$ref`
struct Parameter {
  std::string name;
  In in = In::kQuery;
  bool required = false;
  bool allow_empty = false;
  ParameterForm form;
  std::optional<Schema> schema;
  Located node;
};

/// One media type of a response or of a request body.
/// body  the content to send where nothing else decides: example, or a value made from the schema; serialised
/// node  the Media Type Object
struct Content {
  std::string media_type;
  std::shared_ptr<const std::string> body;
  std::optional<Schema> schema;
  Located node;
};

/// A documented response.
/// key   "200", "4XX" or "default"
/// node  the Response Object, behind any `$ref`
struct DocumentedResponse {
  std::string key;
  std::vector<Content> contents;
  Located node;
};

struct RequestBody {
  bool required = false;
  std::vector<Content> contents;
  Located node;
};

/// The rules on one value of a request, in the order in which they are judged. The first broken one ends the group.
struct RuleGroup {
  In in = In::kQuery;
  std::string name;
  ParameterForm form;
  std::vector<Rule> rules;
};

/// How the breach of one rule is answered, in place of the operation's documented refusal.
/// rule  its id
struct ErrorAnswer {
  std::string rule;
  int status = 400;
  std::shared_ptr<const std::string> body;
  std::string media_type;
};

/// An operation in its one normal form, whatever dialect described it.
/// id        operationId; without one "GET /path"
/// method    upper case
/// path      the template as documented; path_names: its parameters, from left to right
/// document  the one that describes it
/// node      the Operation Object, which may stand in a file that the document refers to
/// groups    what a request must satisfy: parameters in document order, then what fixture rows add, then the body
/// accept    judged last: something the client accepts can be sent
/// success   index into responses: the answer when every rule holds; none documented: npos
/// refusal   index into responses: the answer when a rule is broken; none documented: npos
/// errors    of fixture rows; the first whose rule is broken decides
/// plan      how fixtures answer; without one the documented content is sent
struct Operation {
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  std::string id;
  std::string method;
  std::string path;
  std::vector<std::string> path_names;
  DocumentPtr document;
  Located node;
  std::vector<Parameter> parameters;
  std::optional<RequestBody> request_body;
  std::vector<DocumentedResponse> responses;

  std::vector<RuleGroup> groups;
  Rule accept;
  std::size_t success = npos;
  int success_status = 200;
  std::size_t refusal = npos;
  int refusal_status = 400;
  std::vector<ErrorAnswer> errors;
  std::optional<Plan> plan;

  const DocumentedResponse* response_with_key(std::string_view key) const;
};

}  // namespace emulator
