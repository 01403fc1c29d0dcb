#include "emulator/model/document_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/message.h"
#include "emulator/model/router.h"
#include "emulator/model/typed_text.h"
#include "emulator/text/quote.h"
#include "emulator/text/secret_name.h"

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

// Each property has a name and a text of its own.
bool is_sent_in_pairs(const Parameter& parameter) {
  if ((parameter.in != In::kQuery && parameter.in != In::kCookie) || !parameter.schema ||
      !parameter.media_type.empty())
    return false;
  return parameter.form.style == ParameterForm::Style::kDeepObject ||
         (parameter.form.explode && shape_of(*parameter.schema) == ValueShape::kObject);
}

// "filter[size]" or "size" for the first property of what is sent in pairs.
std::string name_of_pair(const Parameter& parameter) {
  const auto members = parameter.schema->known_members("");
  const std::string member = members.empty() ? "NAME" : members.front();
  return parameter.form.style == ParameterForm::Style::kDeepObject
             ? parameter.name + "[" + member + "]"
             : member;
}

std::string hint_for_missing_pairs(const Parameter& parameter) {
  const std::string pair = in_quotes(name_of_pair(parameter) + "=…");
  return (parameter.in == In::kCookie ? "send the cookie " + pair
                                      : "add " + pair + " to the query") +
         ": each property of " + in_quotes(parameter.name) + " is sent by itself";
}

std::string hint_for_missing(const Parameter& parameter) {
  if (is_sent_in_pairs(parameter)) return hint_for_missing_pairs(parameter);
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

// How many segments follow that of a path parameter; it is a part of one: nullopt.
std::optional<std::size_t> segments_behind(const std::string& path, const std::string& name) {
  const PathTemplate pattern(path);
  for (std::size_t i = 0; i < pattern.segments.size(); ++i) {
    const auto& segment = pattern.segments[i];
    if (segment.size() == 1 && segment[0].parameter && segment[0].text == name)
      return pattern.segments.size() - 1 - i;
  }
  return std::nullopt;
}

// The names of the query parameters or cookies that an exploded object is made of: its properties, and where it has none
// that are named, all query parameters that no other one claims.
void claim_members(const Operation& operation, const Parameter& parameter, RuleGroup& group) {
  if (!is_sent_in_pairs(parameter) || group.form.style == ParameterForm::Style::kDeepObject) return;
  group.members = parameter.schema->known_members("");
  if (!group.members.empty() || parameter.in != In::kQuery) return;
  group.all_but.emplace();
  for (const Parameter& other : operation.parameters) {
    if (other.in == In::kQuery && other.name != parameter.name)
      group.all_but->push_back(other.name);
  }
}

bool is_secret(const Operation& operation, const Parameter& parameter) {
  const auto& rules = operation.security.rules;
  const auto asks_for_it = [&](const Rule& rule) {
    return rule.in == parameter.in && equal_ignoring_case(rule.name, parameter.name);
  };
  return is_secret_name(parameter.name) || std::any_of(rules.begin(), rules.end(), asks_for_it) ||
         text_of(member_of(parameter.node, "schema"), "format") == "password";
}

void add_required(const Parameter& parameter, RuleGroup& group) {
  if (!parameter.required) return;
  // A path always gives its parameters some value; that an empty one is none, nobody documents.
  const Class cls = parameter.in == In::kPath ? Class::kAssumed : Class::kDocumented;
  Rule rule = rule_of(parameter, "required", cls, Required{parameter.allow_empty});
  if (const Located written = member_of(parameter.node, "required"))
    rule.place = written.key_place();
  rule.hint = hint_for_missing(parameter);
  group.rules.push_back(std::move(rule));
}

void add_single(const Parameter& parameter, RuleGroup& group) {
  // An untyped schema may be an array; a path holds one value by itself.
  if (parameter.in == In::kPath || !parameter.schema) return;
  const bool is_text = !parameter.media_type.empty();
  if (!is_text &&
      (parameter.schema->type().empty() || shape_of(*parameter.schema) != ValueShape::kScalar))
    return;
  Rule rule = rule_of(parameter, "single", Class::kInferred, Single{});
  rule.hint = parameter.in == In::kHeader ? "send one line" : "send it once";
  group.rules.push_back(std::move(rule));
}

void add_conforms(const Parameter& parameter, RuleGroup& group) {
  if (!parameter.schema) return;
  Rule rule = rule_of(parameter, "schema", Class::kDocumented,
                      Conforms{*parameter.schema, parameter.allow_empty, parameter.media_type});
  rule.place =
      member_of(parameter.node, parameter.media_type.empty() ? "schema" : "content").key_place();
  rule.hint = "send a value that the schema allows";
  group.rules.push_back(std::move(rule));
}

RuleGroup group_for(const Operation& operation, const Parameter& parameter) {
  RuleGroup group;
  group.in = parameter.in;
  group.name = parameter.name;
  group.form = parameter.form;
  group.secret = is_secret(operation, parameter);
  if (parameter.in == In::kPath) {
    group.from_end = segments_behind(operation.path, parameter.name);
    group.form.is_encoded = group.from_end.has_value();
  }
  claim_members(operation, parameter, group);
  add_required(parameter, group);
  add_single(parameter, group);
  add_conforms(parameter, group);
  return group;
}

// OpenAPI says of three headers that parameters for them are ignored. Of two it is done: what they may hold is documented
// elsewhere. Authorization is written down by those who want it sent.
bool is_ignored(const Parameter& parameter) {
  return parameter.in == In::kHeader && (equal_ignoring_case(parameter.name, "Accept") ||
                                         equal_ignoring_case(parameter.name, "Content-Type"));
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

// What is judged of the answer rather than of the request.
void add_answer_rules(Operation& operation) {
  Rule& prefer = operation.prefer;
  prefer.id = "header.Prefer.documented";
  prefer.in = In::kHeader;
  prefer.name = "Prefer";
  prefer.demand = Preferable{};
  const Located responses = member_of(operation.node, "responses");
  prefer.place = responses ? responses.key_place() : operation.node.key_place();
  prefer.hint = "prefer an answer that is documented, or leave the header out";
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

}  // namespace

std::string rule_id(In in, const std::string& name, const std::string& kind) {
  return std::string(to_string(in)) + "." + (name.empty() ? "" : name + ".") + kind;
}

void add_document_rules(Operation& operation) {
  for (const Parameter& parameter : operation.parameters) {
    if (!is_ignored(parameter)) operation.groups.push_back(group_for(operation, parameter));
  }
  operation.groups.push_back(body_group(operation));
  add_answer_rules(operation);
}

}  // namespace emulator
