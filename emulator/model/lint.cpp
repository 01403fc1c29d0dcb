#include "emulator/model/lint.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "emulator/model/lint_shapes.h"
#include "emulator/model/message.h"
#include "emulator/model/reference.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

std::string as_text(const Json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Looks at one operation. Each method is one kind of looseness.
class OperationLint {
 public:
  OperationLint(const Operation& operation, Findings& findings)
      : operation_(operation), document_(*operation.document), findings_(findings) {}

  void run() {
    for (const Parameter& parameter : operation_.parameters) {
      enforced_authorization(parameter);
      required_default(parameter);
    }
    for (const DocumentedResponse& response : operation_.responses) {
      no_description(response);
      for (const Content& content : response.contents) look_at(content);
    }
    no_required_members();
  }

 private:
  void warn(std::string code, std::string message, const std::string& pointer, std::string hint,
            bool at_key = false) {
    const auto make = at_key ? &Document::finding_at_key : &Document::finding;
    findings_.add((document_.*make)(Severity::kWarning, std::move(code), std::move(message),
                                    pointer, std::move(hint)));
  }

  // Where this operation's rules about a value can be changed.
  std::string rows_for(In in, const std::string& name) const {
    for (const RuleGroup& group : operation_.groups) {
      if (group.in != in || !equal_ignoring_case(group.name, name)) continue;
      for (const Rule& rule : group.rules) {
        if (!rule.row.file.empty()) return to_string(rule.row);
      }
    }
    return "a row under `operations` in a fixture file";
  }

  void enforced_authorization(const Parameter& parameter) {
    if (parameter.in != In::kHeader || !equal_ignoring_case(parameter.name, "Authorization"))
      return;
    const Located security = node_at(document_, operation_.pointer + "/security");
    const bool off = security && security.value->is_array() && security.value->empty();
    warn("document.authorization-parameter",
         off ? "Authorization is a header parameter beside `security: []`"
             : "Authorization is a header parameter",
         parameter.pointer,
         "OpenAPI says to ignore such a parameter; it is enforced, as whoever writes it wants it "
         "sent. What it must hold is "
         "changed at " +
             rows_for(In::kHeader, parameter.name) + ", that it is required here in the document");
  }

  void required_default(const Parameter& parameter) {
    const std::string pointer = parameter.pointer + "/schema/default";
    const Located value = node_at(document_, pointer);
    if (!value || !parameter.required) return;
    warn("document.required-default",
         "the required parameter " + in_quotes(parameter.name) + " has the default " +
             in_quotes(as_text(*value.value)),
         pointer,
         "a default says what is assumed when a value is left out, and this one may not be left "
         "out; it is never filled in. "
         "Drop `required` or the default to change that",
         true);
  }

  void no_description(const DocumentedResponse& response) {
    if (node_at(document_, response.pointer + "/description")) return;
    warn("document.no-description",
         "the response " + in_quotes(response.key) + " has no description", response.pointer,
         "OpenAPI requires one; the response is served all the same. Add a `description`", true);
  }

  void look_at(const Content& content) {
    const std::string schema = content.pointer + "/schema";
    std::vector<std::pair<std::string, const Json*>> examples;
    const Located named = node_at(document_, content.pointer + "/examples");
    const Json names = named && named.value->is_object() ? *named.value : Json::object();
    for (const auto& [name, value] : names.items()) {
      const std::string pointer = pointer_append(pointer_append(named.pointer, name), "value");
      if (const Located example = node_at(document_, pointer))
        examples.emplace_back(pointer, example.value);
    }
    if (const Located single = node_at(document_, content.pointer + "/example")) {
      examples.emplace_back(single.pointer, single.value);
    }
    std::vector<const Json*> shown;
    for (const auto& [pointer, value] : examples) {
      if (!text_example(pointer, *value, content)) shown.push_back(value);
    }
    if (!node_at(document_, schema)) return;
    for (const auto& [pointer, value] : examples) against_schema(pointer, *value, content);
    if (!shown.empty()) unshown_members(schema, shown);
    defaults_against_examples(schema);
  }

  // `'{}'` against `type: object`.
  bool text_example(const std::string& pointer, const Json& value, const Content& content) {
    if (!value.is_string() || !content.schema) return false;
    const std::string_view type = content.schema->type();
    if (type != "object" && type != "array") return false;
    const bool parses =
        Json::parse(value.get_ref<const std::string&>(), nullptr, false).is_structured();
    warn("document.text-example",
         "the example is the text " + in_quotes(as_text(value)) + ", and its schema says " +
             std::string(type),
         pointer,
         parses ? "it is sent as what the text holds; write it without the quotes to say so, or "
                  "`type: string` to send the text"
                : "it is sent as it is; write a value that the schema allows");
    return true;
  }

  void against_schema(const std::string& pointer, const Json& value, const Content& content) {
    if (!content.schema || value.is_string()) return;
    for (const SchemaError& error : content.schema->validate(value)) {
      warn("document.example-against-schema",
           "the example's " + (error.instance.empty() ? "content" : in_quotes(error.instance)) +
               " " + error.message,
           pointer + error.instance,
           "the example is sent as it is; correct it, or the schema at " +
               to_string(document_.place(error.keyword)));
    }
    for (const std::string& member : content.schema->unknown_members(value))
      unknown_member(pointer, value, member);
  }

  void unknown_member(const std::string& pointer, const Json& example, const std::string& member) {
    const Json::json_pointer address(member);
    warn("document.unknown-example-member",
         "the example has " + in_quotes(address.back()) + ", the schema does not", pointer + member,
         "it is sent, as the example shows it; add it to the schema's `properties` to document it",
         true);
    for (const auto& [name, place] : nested_names(example.at(address), pointer + member)) {
      if (std::find(told_.begin(), told_.end(), name) != told_.end()) continue;
      told_.push_back(name);  // several elements of a list show it
      warn(
          "document.unknown-example-member",
          "the example has " + in_quotes(name) + " inside " + in_quotes(address.back()) +
              ", the schema does not",
          place,
          "it is sent, as the example shows it; add it to the schema's `properties` to document it",
          true);
    }
  }

  void unshown_members(const std::string& schema, const std::vector<const Json*>& examples) {
    for (const SchemaMember& member : schema_members(document_, schema, findings_)) {
      bool shown = false;
      for (const Json* example : examples) shown |= shows(*example, member.path);
      if (shown || parent_unshown(member.path, examples)) continue;
      warn("document.unshown-member",
           "the schema has " + in_quotes(member.path.back()) + ", and no example shows it",
           member.pointer,
           "fixtures may use it; an answer made from the example has it not. Add it to an example "
           "to see it sent",
           true);
    }
  }

  // Members of what is itself not shown are not told one by one.
  static bool parent_unshown(std::vector<std::string> path,
                             const std::vector<const Json*>& examples) {
    path.pop_back();
    while (!path.empty() && path.back() == "*") path.pop_back();
    if (path.empty()) return false;
    return std::none_of(examples.begin(), examples.end(),
                        [&](const Json* example) { return shows(*example, path); });
  }

  void defaults_against_examples(const std::string& schema) {
    for (const SchemaMember& member : schema_members(document_, schema, findings_)) {
      const Located node = node_at(document_, member.pointer);
      const Located fallback = member_of(node, "default");
      const Located example = member_of(node, "example");
      if (!fallback || !example || *fallback.value == *example.value) continue;
      warn("document.default-against-example",
           in_quotes(member.path.back()) + " has the example " +
               in_quotes(as_text(*example.value)) + " and the default " +
               in_quotes(as_text(*fallback.value)),
           member.pointer + "/default",
           "the example is taken where a value is made up; a default is never filled in. Fixtures "
           "say what is sent",
           true);
    }
  }

  void no_required_members() {
    if (operation_.success == Operation::npos) return;
    const DocumentedResponse& response = operation_.responses[operation_.success];
    for (const Content& content : response.contents) {
      const std::string schema = content.pointer + "/schema";
      if (!content.schema || content.schema->type() != "object" ||
          mentions_required(document_, schema, findings_))
        continue;
      if (schema_members(document_, schema, findings_).empty()) continue;
      warn("document.nothing-required",
           "the schema of the response " + in_quotes(response.key) + " requires no member", schema,
           "{} would satisfy it, so that the check of fixtures finds wrong types and unknown "
           "names, but nothing missing; add "
           "`required` where a client relies on a member",
           true);
    }
  }

  const Operation& operation_;
  const Document& document_;
  Findings& findings_;
  std::vector<std::string> told_;
};

void lint_document(const Document& document, const Model& model, Findings& findings) {
  const Located root{&document.root(), ""};
  if (!member_of(root, "info")) {
    findings.add(document.finding(Severity::kWarning, "document.no-info",
                                  "the document has no `info`", "",
                                  "OpenAPI requires it; the document is served all the same. Add "
                                  "`info: {title: …, version: …}`"));
  }
  std::map<std::string, const Operation*> ids;
  for (const Operation& operation : model.operations) {
    if (operation.document.get() != &document) continue;
    const Located id = node_at(document, operation.pointer + "/operationId");
    const auto [first, added] = ids.emplace(operation.id, &operation);
    if (added || !id) continue;
    findings.add(document.finding(
        Severity::kWarning, "document.same-operation-id",
        "the operationId " + in_quotes(operation.id) + " is used twice, first on line " +
            std::to_string(document.place(first->second->pointer + "/operationId").line),
        id.pointer,
        "both are served; a fixture row can name neither by it, only as 'GET /path'. Give one "
        "another id"));
  }
}

}  // namespace

void lint(const Model& model, Findings& findings) {
  for (const DocumentPtr& document : model.documents) lint_document(*document, model, findings);
  for (const Operation& operation : model.operations) OperationLint(operation, findings).run();
}

}  // namespace emulator
