#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "emulator/model/generated_body.h"
#include "emulator/model/located.h"
#include "emulator/model/message.h"
#include "emulator/model/parameter_form.h"
#include "emulator/model/plan.h"
#include "emulator/model/rule.h"
#include "emulator/model/schema.h"

namespace emulator {

/// A parameter as documented.
/// schema      of its value, or of what its `content` holds
/// media_type  of its `content`; without one ""
/// node        where it stands, behind any `$ref`
struct Parameter {
  std::string name;
  In in = In::kQuery;
  bool required = false;
  bool allow_empty = false;
  ParameterForm form;
  std::optional<Schema> schema;
  std::string media_type;
  Located node;
};

/// A content that can be sent, serialised; nullptr: there is none.
using ContentBody = std::shared_ptr<const std::string>;

struct NamedExample {
  std::string name;
  ContentBody body;
};

/// One media type of a response or of a request body.
/// sent_as     media_type; where that is a range such as */*, what a value of it is sent as when the client names no type
/// examples    the named ones, in their order
/// example     the one without a name
/// generated   a value made from the schema; there is no schema: nullptr
/// encodings   of the fields of a form
/// node        the Media Type Object
struct Content {
  std::string media_type;
  std::string sent_as;
  std::vector<NamedExample> examples;
  ContentBody example;
  std::shared_ptr<const GeneratedBody> generated;
  std::optional<Schema> schema;
  std::vector<FieldEncoding> encodings;
  Located node;

  /// What is sent where nothing else decides: the first named example, the example, the value made from the schema;
  /// nothing, or no value could be made: nullptr.
  ContentBody body() const;
  const NamedExample* example_named(std::string_view name) const;
};

/// The content whose type names that of a body most closely; none does: nullptr.
const Content* content_for(const std::vector<Content>& contents, std::string_view media_type);

/// A documented response.
/// key      "200", "4XX" or "default"
/// headers  with an example or a schema: a value for each
/// node     the Response Object, behind any `$ref`
struct DocumentedResponse {
  std::string key;
  std::vector<Header> headers;
  std::vector<Content> contents;
  Located node;
};

struct RequestBody {
  bool required = false;
  std::vector<Content> contents;
  Located node;
};

/// The rules on one value of a request, in the order in which they are judged. The first broken one ends the group.
/// secret    what is found for it is not told
/// members   of an exploded object: the names under which its properties are sent
/// all_but   of an exploded object without named properties: all names but these
/// from_end  of a path parameter that is a whole segment: how many segments follow; its text is then read as sent
struct RuleGroup {
  In in = In::kQuery;
  std::string name;
  ParameterForm form;
  bool secret = false;
  std::vector<std::string> members;
  std::optional<std::vector<std::string>> all_but;
  std::optional<std::size_t> from_end;
  std::vector<Rule> rules;
};

/// Who may call: one of the alternatives, all rules of it.
/// rules         one a scheme
/// alternatives  of indices into rules; none: anybody may call
/// challenges    values for WWW-Authenticate
struct Security {
  std::vector<Rule> rules;
  std::vector<std::vector<std::size_t>> alternatives;
  std::vector<std::string> challenges;
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
/// base_paths  the paths of its servers, which go before it: "/2024-03"; "" for a server without one. At least one.
/// versions  of the API, that a request names in a header; it says none: empty
/// document  the one that describes it
/// node      the Operation Object, which may stand in a file that the document refers to
/// groups    what a request must satisfy: parameters in document order, then what fixture rows add, then the body
/// security  judged first, and alone where it is broken
/// prefer    judged when all groups hold: the answer that the client prefers is documented
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
  std::vector<std::string> base_paths{""};
  std::vector<std::string> versions;
  DocumentPtr document;
  Located node;
  std::vector<Parameter> parameters;
  std::optional<RequestBody> request_body;
  std::vector<DocumentedResponse> responses;

  Security security;
  std::vector<RuleGroup> groups;
  Rule prefer;
  Rule accept;
  std::size_t success = npos;
  int success_status = 200;
  std::size_t refusal = npos;
  int refusal_status = 400;
  std::vector<ErrorAnswer> errors;
  std::optional<Plan> plan;

  /// The path as it is called, "/2024-03/users".
  std::string full_path() const { return base_paths.front() + path; }
  const DocumentedResponse* response_with_key(std::string_view key) const;
  /// The one for a status: "404", else "4XX", else "default"; none: nullptr.
  const DocumentedResponse* response_for(int status) const;
};

}  // namespace emulator
