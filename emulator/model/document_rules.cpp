#include "emulator/model/document_rules.h"

#include <nlohmann/json.hpp>

#include "emulator/model/reference.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// A value that the document shows for the parameter: schema default or example, or the parameter's own example.
std::string shown_value(const Document& document, const std::string& pointer) {
  for (const char* path : {"/schema/default", "/example", "/schema/example"}) {
    const Located shown = node_at(document, pointer + path);
    if (shown)
      return shown.value->is_string() ? shown.value->get<std::string>() : shown.value->dump();
  }
  return {};
}

std::string hint_for_missing(const Operation& operation, const Parameter& parameter) {
  const std::string shown = shown_value(*operation.document, parameter.pointer);
  const bool is_default = bool(node_at(*operation.document, parameter.pointer + "/schema/default"));
  const std::string tail =
      is_default ? ", the documented default; a default is never filled in" : "";
  switch (parameter.in) {
    case In::kHeader:
      return shown.empty() ? "send the header " + in_quotes(parameter.name)
                           : "send the header " + in_quotes(parameter.name + ": " + shown) + tail;
    case In::kQuery:
      return "add " + in_quotes(parameter.name + "=" + (shown.empty() ? "…" : shown)) +
             " to the query" + tail;
    case In::kCookie:
      return "send the cookie " + in_quotes(parameter.name);
    case In::kPath:
    case In::kBody:
      break;
  }
  return "put a value where the path has {" + parameter.name + "}";
}

Rule rule_of(const Operation& operation, const Parameter& parameter, const std::string& kind,
             Class cls, Demand demand) {
  Rule rule;
  rule.id = rule_id(parameter.in, parameter.name, kind);
  rule.cls = cls;
  rule.in = parameter.in;
  rule.name = parameter.name;
  rule.place = operation.document->place(parameter.pointer);
  rule.demand = std::move(demand);
  return rule;
}

RuleGroup group_for(const Operation& operation, const Parameter& parameter) {
  RuleGroup group;
  group.in = parameter.in;
  group.name = parameter.name;
  group.form = parameter.form;
  if (parameter.required) {
    // A path always gives its parameters some value; that an empty one is none, nobody documents.
    const Class cls = parameter.in == In::kPath ? Class::kAssumed : Class::kDocumented;
    Rule rule = rule_of(operation, parameter, "required", cls, Required{parameter.allow_empty});
    const std::string pointer = parameter.pointer + "/required";
    if (node_at(*operation.document, pointer)) rule.place = operation.document->key_place(pointer);
    rule.hint = hint_for_missing(operation, parameter);
    group.rules.push_back(std::move(rule));
  }
  // An untyped schema may be an array; a path holds one value by itself.
  const std::string_view type = parameter.schema ? parameter.schema->type() : "";
  if (!type.empty() && type != "array" && type != "object" && parameter.in != In::kPath) {
    Rule rule = rule_of(operation, parameter, "single", Class::kInferred, Single{});
    rule.hint = parameter.in == In::kHeader ? "send one line" : "send it once";
    group.rules.push_back(std::move(rule));
  }
  if (parameter.schema) {
    Rule rule =
        rule_of(operation, parameter, "schema", Class::kDocumented, Conforms{*parameter.schema});
    rule.place = operation.document->key_place(parameter.pointer + "/schema");
    rule.hint = "send a value that the schema allows";
    group.rules.push_back(std::move(rule));
  }
  return group;
}

RuleGroup body_group(const Operation& operation) {
  RuleGroup group;
  group.in = In::kBody;
  Rule rule;
  rule.in = In::kBody;
  if (operation.request_body) {
    rule.place = operation.document->place(operation.request_body->pointer);
    if (operation.request_body->required) {
      rule.id = "body.required";
      rule.demand = Required{};
      rule.hint = "send a body";
      group.rules.push_back(rule);
    }
    rule.id = "body.media-type";
    rule.demand = MediaTypeDocumented{};
    rule.hint = "send one of the documented media types as Content-Type";
    group.rules.push_back(rule);
    rule.id = "body.schema";
    rule.demand = BodyConforms{};
    rule.hint = "send a body that the schema allows";
    group.rules.push_back(rule);
  } else {
    rule.id = "body.undocumented";
    rule.place = operation.document->key_place(operation.pointer);
    rule.demand = NoBody{};
    rule.hint = "send no body";
    group.rules.push_back(rule);
  }
  return group;
}

}  // namespace

std::string rule_id(In in, const std::string& name, const std::string& kind) {
  return std::string(to_string(in)) + "." + (name.empty() ? "" : name + ".") + kind;
}

void add_document_rules(Operation& operation) {
  for (const Parameter& parameter : operation.parameters)
    operation.groups.push_back(group_for(operation, parameter));
  operation.groups.push_back(body_group(operation));
  Rule& accept = operation.accept;
  accept.id = "header.Accept.acceptable";
  accept.in = In::kHeader;
  accept.name = "Accept";
  accept.demand = Acceptable{};
  accept.place = operation.document->key_place(operation.pointer);
  if (operation.success != Operation::npos) {
    accept.place =
        operation.document->key_place(operation.responses[operation.success].pointer + "/content");
  }
  accept.hint = "send no Accept header, or name one of the documented media types";
}

}  // namespace emulator
