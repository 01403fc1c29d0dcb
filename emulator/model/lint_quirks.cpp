#include "emulator/model/lint_quirks.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/message.h"
#include "emulator/model/reference.h"
#include "emulator/text/ascii.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

using Names = std::vector<std::string>;

const Names kPathItemNames = {"$ref", "summary", "description", "servers", "parameters",
                              "get",  "put",     "post",        "delete",  "options",
                              "head", "patch",   "trace"};
const Names kOperationNames = {"tags",        "summary",    "description", "externalDocs",
                               "operationId", "parameters", "requestBody", "responses",
                               "callbacks",   "deprecated", "security",    "servers"};
const Names kParameterNames = {"$ref",
                               "name",
                               "in",
                               "description",
                               "required",
                               "deprecated",
                               "allowEmptyValue",
                               "style",
                               "explode",
                               "allowReserved",
                               "schema",
                               "example",
                               "examples",
                               "content",
                               "summary"};
const Names kResponseNames = {"$ref", "summary", "description", "headers", "content", "links"};
const Names kRequestBodyNames = {"$ref", "summary", "description", "content", "required"};
const Names kMediaTypeNames = {"schema", "example", "examples", "encoding"};
const Names kDocumentNames = {"openapi", "info",        "jsonSchemaDialect", "servers",
                              "paths",   "webhooks",    "components",        "security",
                              "tags",    "externalDocs"};
const Names kComponentNames = {"schemas",       "responses", "parameters",      "examples",
                               "requestBodies", "headers",   "securitySchemes", "links",
                               "callbacks",     "pathItems"};

void warn_at_key(const Located& at, std::string code, std::string message, std::string hint,
                 Findings& findings) {
  findings.add(
      at.finding_at_key(Severity::kWarning, std::move(code), std::move(message), std::move(hint)));
}

// "response" beside "responses"; what begins with x- is anybody's.
void unknown_members(const Located& object, const std::string& what, const Names& known,
                     Findings& findings) {
  if (!object || !object.value->is_object()) return;
  for (const auto& [name, ignored] : object.value->items()) {
    if (name.starts_with("x-") || std::find(known.begin(), known.end(), name) != known.end())
      continue;
    const std::string_view meant = nearest(name, known);
    warn_at_key(member_of(object, name), "document.unknown-member",
                what + " has no member " + in_quotes(name),
                meant.empty() ? "it is passed over; remove it, or let its name begin with x-"
                              : "it is passed over; did you mean " + in_quotes(meant) + "?",
                findings);
  }
}

bool is_status_key(const std::string& key) {
  if (key == "default") return true;
  if (key.size() != 3 || key[0] < '1' || key[0] > '5') return false;
  return key.substr(1) == "XX" || (is_digit(key[1]) && is_digit(key[2]));
}

// Looks at the operations one by one.
class OperationQuirks {
 public:
  OperationQuirks(const Operation& operation, Findings& findings)
      : operation_(operation), findings_(findings) {}

  void run() {
    unknown_members(operation_.node, "an operation", kOperationNames, findings_);
    const Located responses = member_of(operation_.node, "responses");
    if (!responses)
      warn_at_key(operation_.node, "document.no-responses", "the operation has no `responses`",
                  "it is answered with 200 and no body; describe its responses", findings_);
    for (const DocumentedResponse& response : operation_.responses) look_at(response, responses);
    for (const Parameter& parameter : operation_.parameters) look_at(parameter);
    if (operation_.request_body) look_at(*operation_.request_body);
    for (const std::string& name : operation_.path_names) look_at_hole(name);
  }

 private:
  void look_at(const std::vector<Content>& contents) {
    for (const Content& content : contents)
      unknown_members(content.node, "a media type", kMediaTypeNames, findings_);
  }

  void look_at(const RequestBody& body) {
    unknown_members(body.node, "a request body", kRequestBodyNames, findings_);
    look_at(body.contents);
  }

  void look_at(const DocumentedResponse& response, const Located& responses) {
    unknown_members(response.node, "a response", kResponseNames, findings_);
    look_at(response.contents);
    if (is_status_key(response.key)) return;
    std::string range = response.key;
    std::replace(range.begin(), range.end(), 'x', 'X');
    warn_at_key(member_of(responses, response.key), "document.status-key",
                in_quotes(response.key) + " is no status",
                is_status_key(range)
                    ? "it is read as '" + range + "'; write it so"
                    : "write three digits, '4XX' or 'default'; a call may get this response only "
                      "where there is no other",
                findings_);
  }

  void look_at(const Parameter& parameter) {
    unknown_members(parameter.node, "a parameter", kParameterNames, findings_);
    if (parameter.in == In::kPath && !bool_of(parameter.node, "required"))
      findings_.add(parameter.node.finding(
          Severity::kWarning, "document.optional-path-parameter",
          "the path parameter " + in_quotes(parameter.name) + " is not `required: true`",
          "a path always has it, and it is required all the same; write `required: true`"));
  }

  void look_at_hole(const std::string& name) {
    for (const Parameter& parameter : operation_.parameters) {
      if (parameter.in == In::kPath && parameter.name == name) return;
    }
    warn_at_key(operation_.node, "document.undescribed-path-parameter",
                "no parameter describes {" + name + "} of the path " + in_quotes(operation_.path),
                "any value will do; add a parameter with `in: path` and that name", findings_);
  }

  const Operation& operation_;
  Findings& findings_;
};

bool is_text(const PathTemplate::Segment& segment) {
  return segment.empty() || (segment.size() == 1 && !segment[0].parameter);
}

std::string text_in(const PathTemplate::Segment& segment) {
  return segment.empty() ? "" : segment[0].text;
}

// Whether some call fits both and neither is the more concrete one in all segments.
bool overlap(const PathTemplate& one, const PathTemplate& other) {
  if (one.segments.size() != other.segments.size()) return false;
  bool one_concrete = false, other_concrete = false;
  for (std::size_t i = 0; i < one.segments.size(); ++i) {
    const auto &a = one.segments[i], &b = other.segments[i];
    if (is_text(a) && is_text(b) && text_in(a) != text_in(b)) return false;
    // What is partly text is left alone: it seldom fits by accident.
    if (a.size() > 1 || b.size() > 1) return false;
    one_concrete = one_concrete || (is_text(a) && !is_text(b));
    other_concrete = other_concrete || (!is_text(a) && is_text(b));
  }
  return one_concrete && other_concrete;
}

// Looks at the paths of one document.
class PathQuirks {
 public:
  PathQuirks(const DocumentPtr& document, Findings& findings)
      : paths_(member_of(root_of(document), "paths")), findings_(findings) {}

  void run() {
    if (!paths_ || !paths_.value->is_object()) return;
    std::vector<PathTemplate> before;
    for (const auto& [path, ignored] : paths_.value->items()) {
      if (path.starts_with("x-")) continue;
      const Located node = member_of(paths_, path);
      Findings told;  // when the document was read
      unknown_members(resolve(node, told), "a path", kPathItemNames, findings_);
      if (path.size() > 1 && path.back() == '/')
        warn_at_key(node, "document.trailing-slash", "the path " + in_quotes(path) + " ends in '/'",
                    "a call without it is another path, and 404; leave it out if it is not meant",
                    findings_);
      PathTemplate pattern(path);
      for (const PathTemplate& other : before) compare(node, pattern, other);
      if (before.size() < kMostCompared) before.push_back(std::move(pattern));
    }
  }

 private:
  // Each is compared with all others.
  static constexpr std::size_t kMostCompared = 2000;

  void compare(const Located& node, const PathTemplate& path, const PathTemplate& other) {
    if (!overlap(path, other)) return;
    const bool first = goes_before(path, other);
    warn_at_key(node, "document.overlapping-paths",
                "some calls fit both " + in_quotes(path.text) + " and " + in_quotes(other.text),
                "they go to " + in_quotes(first ? path.text : other.text) +
                    ", whose first segment that differs is text; give one of them another path",
                findings_);
  }

  static bool goes_before(const PathTemplate& path, const PathTemplate& other) {
    for (std::size_t i = 0; i < path.segments.size(); ++i) {
      if (is_text(path.segments[i]) != is_text(other.segments[i])) return is_text(path.segments[i]);
    }
    return false;
  }

  const Located paths_;
  Findings& findings_;
};

// `nullable: true` in OpenAPI 3.1, where null is a type.
class NullableQuirks {
 public:
  explicit NullableQuirks(Findings& findings) : findings_(findings) {}

  void look_at(const Located& node) {
    if (!node.value->is_structured()) return;
    if (node.value->is_array()) {
      for (std::size_t i = 0; i < node.value->size(); ++i) look_at(element_of(node, i));
      return;
    }
    const Located nullable = member_of(node, "nullable");
    if (nullable && nullable.value->is_boolean() && bool_of(node, "nullable"))
      warn_at_key(nullable, "document.nullable", "`nullable` says nothing in OpenAPI 3.1",
                  "null is refused; write `type: [" + type_in(node) + ", 'null']`", findings_);
    for (const auto& [name, value] : node.value->get_ref<const Json::object_t&>()) {
      if (!holds_data(name)) look_at({&value, pointer_append(node.pointer, name), node.document});
    }
  }

 private:
  static bool holds_data(const std::string& name) {
    return name == "example" || name == "examples" || name == "default" || name == "enum" ||
           name == "const" || name.starts_with("x-");
  }
  static std::string type_in(const Located& schema) {
    const std::string type = text_of(schema, "type");
    return type.empty() ? "…" : type;
  }

  Findings& findings_;
};

}  // namespace

void lint_quirks(const Model& model, Findings& findings) {
  for (const DocumentPtr& document : model.documents) {
    const Located root = root_of(document);
    unknown_members(root, "a document", kDocumentNames, findings);
    unknown_members(member_of(root, "components"), "`components`", kComponentNames, findings);
    PathQuirks(document, findings).run();
    if (text_of(root_of(document), "openapi").starts_with("3.1"))
      NullableQuirks(findings).look_at(root_of(document));
  }
  for (const Operation& operation : model.operations) OperationQuirks(operation, findings).run();
}

}  // namespace emulator
