#include "emulator/model/lint.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "emulator/model/lint_left_out.h"
#include "emulator/model/lint_quirks.h"
#include "emulator/model/lint_schemas.h"
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
      : operation_(operation), findings_(findings) {}

  void run() {
    for (const Parameter& parameter : operation_.parameters) {
      enforced_authorization(parameter);
      ignored_parameter(parameter);
      required_default(parameter);
    }
    for (const DocumentedResponse& response : operation_.responses) {
      no_description(response);
      content_without_body(response);
      for (const Content& content : response.contents) {
        look_at(content);
        if (content.generated) content.generated->report(findings_);
      }
    }
    no_required_members();
    refusal_of_another_kind();
  }

 private:
  void warn(std::string code, std::string message, const Located& at, std::string hint,
            bool at_key = false) {
    const auto make = at_key ? &Located::finding_at_key : &Located::finding;
    findings_.add(
        (at.*make)(Severity::kWarning, std::move(code), std::move(message), std::move(hint)));
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
    const Located security = member_of(operation_.node, "security");
    const bool off = security && security.value->is_array() && security.value->empty();
    warn("document.authorization-parameter",
         off ? "Authorization is a header parameter beside `security: []`"
             : "Authorization is a header parameter",
         parameter.node,
         "OpenAPI says to ignore such a parameter; it is enforced, as whoever writes it wants it "
         "sent. What it must hold is "
         "changed at " +
             rows_for(In::kHeader, parameter.name) + ", that it is required here in the document");
  }

  void ignored_parameter(const Parameter& parameter) {
    const bool ignored =
        parameter.in == In::kHeader && (equal_ignoring_case(parameter.name, "Accept") ||
                                        equal_ignoring_case(parameter.name, "Content-Type"));
    if (!ignored) return;
    warn("document.ignored-parameter", parameter.name + " is a header parameter", parameter.node,
         "OpenAPI says to ignore such a parameter, and so it is: which media types there are is "
         "said by `content`");
  }

  void required_default(const Parameter& parameter) {
    const Located value = below(parameter.node, "/schema/default");
    if (!value || !parameter.required) return;
    warn("document.required-default",
         "the required parameter " + in_quotes(parameter.name) + " has the default " +
             in_quotes(as_text(*value.value)),
         value,
         "a default says what is assumed when a value is left out, and this one may not be left "
         "out; it is never filled in. "
         "Drop `required` or the default to change that",
         true);
  }

  void no_description(const DocumentedResponse& response) {
    if (member_of(response.node, "description")) return;
    warn("document.no-description",
         "the response " + in_quotes(response.key) + " has no description", response.node,
         "OpenAPI requires one; the response is served all the same. Add a `description`", true);
  }

  void content_without_body(const DocumentedResponse& response) {
    const Located content = member_of(response.node, "content");
    const bool has_none = response.key == "204" || response.key == "205" || response.key == "304";
    if (!has_none || response.contents.empty()) return;
    warn("document.content-without-body",
         "the response " + in_quotes(response.key) + " has content", content,
         "an answer with that status has no body, and none is sent; document another status, or "
         "remove `content`",
         true);
  }

  void look_at(const Content& content) {
    const Located schema = member_of(content.node, "schema");
    std::vector<Located> examples;
    const Located named = member_of(content.node, "examples");
    const Json names = named && named.value->is_object() ? *named.value : Json::object();
    for (const auto& [name, value] : names.items()) {
      const Located example = resolve(member_of(named, name), findings_);
      if (const Located given = member_of(example, "value")) examples.push_back(given);
      external_example(example);
    }
    if (const Located single = member_of(content.node, "example")) examples.push_back(single);
    std::vector<const Json*> shown;
    for (const Located& example : examples) {
      if (!text_example(example, content)) shown.push_back(example.value);
    }
    if (!schema) return;
    for (const Located& example : examples) against_schema(example, content);
    if (!shown.empty()) unshown_members(schema, shown);
    defaults_against_examples(schema);
  }

  void external_example(const Located& example) {
    const Located elsewhere = member_of(example, "externalValue");
    if (!elsewhere || member_of(example, "value")) return;
    warn("document.external-example", "the example is elsewhere, at " + as_text(*elsewhere.value),
         elsewhere, "nothing is fetched, and it is not sent; write its content as `value`");
  }

  // `'{}'` against `type: object`.
  bool text_example(const Located& example, const Content& content) {
    const Json& value = *example.value;
    if (!value.is_string() || !content.schema) return false;
    const std::string_view type = content.schema->type();
    if (type != "object" && type != "array") return false;
    const bool parses =
        Json::parse(value.get_ref<const std::string&>(), nullptr, false).is_structured();
    warn("document.text-example",
         "the example is the text " + in_quotes(as_text(value)) + ", and its schema says " +
             std::string(type),
         example,
         parses ? "it is sent as what the text holds; write it without the quotes to say so, or "
                  "`type: string` to send the text"
                : "it is sent as it is; write a value that the schema allows");
    return true;
  }

  void against_schema(const Located& example, const Content& content) {
    const Json& value = *example.value;
    if (!content.schema || value.is_string()) return;
    for (const SchemaError& error : content.schema->validate(value, Direction::kResponse)) {
      warn("document.example-against-schema",
           "the example's " + (error.instance.empty() ? "content" : in_quotes(error.instance)) +
               " " + error.message,
           below(example, error.instance),
           "the example is sent as it is; correct it, or the schema at " +
               to_string(content.schema->place_of(error)));
    }
    for (const std::string& member : content.schema->unknown_members(value))
      unknown_member(example, member);
  }

  void unknown_member(const Located& example, const std::string& member) {
    const Located found = below(example, member);
    const Json::json_pointer address(member);
    warn("document.unknown-example-member",
         "the example has " + in_quotes(address.back()) + ", the schema does not", found,
         "it is sent, as the example shows it; add it to the schema's `properties` to document it",
         true);
    for (const auto& [name, place] : nested_names(*found.value, member)) {
      if (std::find(told_.begin(), told_.end(), name) != told_.end()) continue;
      told_.push_back(name);  // several elements of a list show it
      warn(
          "document.unknown-example-member",
          "the example has " + in_quotes(name) + " inside " + in_quotes(address.back()) +
              ", the schema does not",
          below(example, place),
          "it is sent, as the example shows it; add it to the schema's `properties` to document it",
          true);
    }
  }

  void unshown_members(const Located& schema, const std::vector<const Json*>& examples) {
    for (const SchemaMember& member : schema_members(schema, findings_)) {
      bool shown = false;
      for (const Json* example : examples) shown |= shows(*example, member.path);
      if (shown || bool_of(member.node, "writeOnly") || parent_unshown(member.path, examples))
        continue;
      warn("document.unshown-member",
           "the schema has " + in_quotes(member.path.back()) + ", and no example shows it",
           member.node,
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

  void defaults_against_examples(const Located& schema) {
    for (const SchemaMember& member : schema_members(schema, findings_)) {
      const Located fallback = member_of(member.node, "default");
      const Located example = member_of(member.node, "example");
      if (!fallback || !example || *fallback.value == *example.value) continue;
      warn("document.default-against-example",
           in_quotes(member.path.back()) + " has the example " +
               in_quotes(as_text(*example.value)) + " and the default " +
               in_quotes(as_text(*fallback.value)),
           fallback,
           "the example is taken where a value is made up; a default is never filled in. Fixtures "
           "say what is sent",
           true);
    }
  }

  // Whether more than the path may be wrong with a call.
  bool may_be_refused() const {
    return std::any_of(operation_.groups.begin(), operation_.groups.end(),
                       [](const RuleGroup& group) {
                         return group.in != In::kPath && !group.rules.empty() &&
                                !std::holds_alternative<NoBody>(group.rules.front().demand);
                       });
  }

  void refusal_of_another_kind() {
    static constexpr int kOfOtherKinds[] = {401, 403, 404, 409, 410, 429};
    const int status = operation_.refusal_status;
    if (operation_.refusal == Operation::npos || !may_be_refused() ||
        std::find(std::begin(kOfOtherKinds), std::end(kOfOtherKinds), status) ==
            std::end(kOfOtherKinds))
      return;
    warn("document.refusal-status",
         "refusals of this operation will be " + std::to_string(status) +
             ", as no answer to a wrong request is documented",
         operation_.responses[operation_.refusal].node,
         "a client cannot tell a wrong call from what that status means; document 400 or 422",
         true);
  }

  void no_required_members() {
    if (operation_.success == Operation::npos) return;
    const DocumentedResponse& response = operation_.responses[operation_.success];
    for (const Content& content : response.contents) {
      const Located schema = member_of(content.node, "schema");
      if (!content.schema || content.schema->type() != "object" ||
          mentions_required(schema, findings_))
        continue;
      if (schema_members(schema, findings_).empty()) continue;
      // Nothing is wrong with it, and most documents are so.
      findings_.add(schema.finding_at_key(
          Severity::kNote, "document.nothing-required",
          "the schema of the response " + in_quotes(response.key) + " requires no member",
          "{} would satisfy it, so that the check of fixtures finds wrong types and unknown "
          "names, but nothing missing; add "
          "`required` where a client relies on a member"));
    }
  }

  const Operation& operation_;
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
    const Located id = member_of(operation.node, "operationId");
    const auto [first, added] = ids.emplace(operation.id, &operation);
    if (added || !id) continue;
    findings.add(id.finding(
        Severity::kWarning, "document.same-operation-id",
        "the operationId " + in_quotes(operation.id) + " is used twice, first on line " +
            std::to_string(member_of(first->second->node, "operationId").place().line),
        "both are served; a fixture row can name neither by it, only as 'GET /path'. Give one "
        "another id"));
  }
}

}  // namespace

void lint(const Model& model, Findings& findings) {
  for (const DocumentPtr& document : model.documents) lint_document(*document, model, findings);
  for (const Operation& operation : model.operations) OperationLint(operation, findings).run();
  lint_quirks(model, findings);
  lint_left_out(model, findings);
  lint_schemas(model, findings);
}

}  // namespace emulator
