#include "emulator/model/document_rules.h"

#include <nlohmann/json.hpp>

#include "emulator/model/reference.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// A value that the document shows for the parameter: schema default or example, or the parameter's own example.
std::string shown_value(const Parameter& parameter) {
  for (const char* path : {"/schema/default", "/example", "/schema/example"}) {
    const Located shown = below(parameter.node, path);
    if (shown)
      return shown.value->is_string() ? shown.value->get<std::string>() : shown.value->dump();
  }
  return {};
}

std::string hint_for_missing(const Parameter& parameter) {
  const std::string shown = shown_value(parameter);
  const bool is_default = bool(below(parameter.node, "/schema/default"));
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

Rule rule_of(const Parameter& parameter, const std::string& kind, Class cls, Demand demand) {
  Rule rule;
  rule.id = rule_id(parameter.in, parameter.name, kind);
  rule.cls = cls;
  rule.in = parameter.in;
  rule.name = parameter.name;
  rule.place = parameter.node.place();
  rule.demand = std::move(demand);
  return rule;
}

RuleGroup group_for(const Parameter& parameter) {
  RuleGroup group;
  group.in = parameter.in;
  group.name = parameter.name;
  group.form = parameter.form;
  if (parameter.required) {
    // A path always gives its parameters some value; that an empty one is none, nobody documents.
    const Class cls = parameter.in == In::kPath ? Class::kAssumed : Class::kDocumented;
    Rule rule = rule_of(parameter, "required", cls, Required{parameter.allow_empty});
    if (const Located written = member_of(parameter.node, "required"))
      rule.place = written.key_place();
    rule.hint = hint_for_missing(parameter);
    group.rules.push_back(std::move(rule));
  }
  // An untyped schema may be an array; a path holds one value by itself.
  const std::string_view type = parameter.schema ? parameter.schema->type() : "";
  if (!type.empty() && type != "array" && type != "object" && parameter.in != In::kPath) {
    Rule rule = rule_of(parameter, "single", Class::kInferred, Single{});
    rule.hint = parameter.in == In::kHeader ? "send one line" : "send it once";
    group.rules.push_back(std::move(rule));
  }
  if (parameter.schema) {
    Rule rule = rule_of(parameter, "schema", Class::kDocumented, Conforms{*parameter.schema});
    rule.place = member_of(parameter.node, "schema").key_place();
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
    rule.place = operation.request_body->node.place();
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
    rule.place = operation.node.key_place();
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
    operation.groups.push_back(group_for(parameter));
  operation.groups.push_back(body_group(operation));
  Rule& accept = operation.accept;
  accept.id = "header.Accept.acceptable";
  accept.in = In::kHeader;
  accept.name = "Accept";
  accept.demand = Acceptable{};
  accept.place = operation.node.key_place();
  if (operation.success != Operation::npos) {
    const Located& response = operation.responses[operation.success].node;
    const Located content = member_of(response, "content");
    accept.place = content ? content.key_place() : response.key_place();
  }
  accept.hint = "send no Accept header, or name one of the documented media types";
}

}  // namespace emulator
