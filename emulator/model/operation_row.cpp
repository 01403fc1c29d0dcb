#include "emulator/model/operation_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/document_rules.h"
#include "emulator/model/error_row.h"
#include "emulator/model/message.h"
#include "emulator/model/plan_reader.h"
#include "emulator/model/plan_row.h"
#include "emulator/model/rule_row.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"
#include "emulator/text/secret_name.h"

namespace emulator {
namespace {

void add_rules(Operation& operation, const DocumentPtr& document, const Located& rules,
               const RuleSettings& settings, Findings& findings) {
  if (!rules) return;
  if (!rules.value->is_array()) {
    findings.add(document->finding(Severity::kError, "fixture.rules", "`rules` is not a list",
                                   rules.pointer, "write one item per rule"));
    return;
  }
  for (std::size_t i = 0; i < rules.value->size(); ++i) {
    add_rule_row(operation, document, {&(*rules.value)[i], pointer_append(rules.pointer, i)},
                 settings, findings);
  }
}

bool members_are_known(const Document& document, const Located& node, Findings& findings) {
  static const std::vector<std::string> known = [] {
    std::vector<std::string> names = PlanReader::members();
    names.insert(names.begin(), "rules");
    names.push_back("errors");
    return names;
  }();
  bool fine = true;
  for (const auto& [name, value] : node.value->items()) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string_view meant = nearest(name, known);
    findings.add(document.finding_at_key(Severity::kError, "fixture.unknown-member",
                                         "an operation's row has no " + in_quotes(name),
                                         pointer_append(node.pointer, name),
                                         meant.empty() ? "it has " + listed(known, "and")
                                                       : "did you mean " + in_quotes(meant) + "?"));
    fine = false;
  }
  return fine;
}

}  // namespace

std::optional<In> request_part(const std::string& word) {
  for (const In known : {In::kPath, In::kQuery, In::kHeader, In::kCookie}) {
    if (word == to_string(known)) return known;
  }
  return std::nullopt;
}

RuleGroup& group_of(Operation& operation, In in, const std::string& name) {
  auto& groups = operation.groups;
  const auto same = [&](const RuleGroup& group) {
    return group.in == in &&
           (in == In::kHeader ? equal_ignoring_case(group.name, name) : group.name == name);
  };
  const auto found = std::find_if(groups.begin(), groups.end(), same);
  if (found != groups.end()) return *found;
  const auto body = std::find_if(groups.begin(), groups.end(),
                                 [](const RuleGroup& group) { return group.in == In::kBody; });
  RuleGroup group;
  group.in = in;
  group.name = name;
  group.secret = is_secret_name(name);
  return *groups.insert(body, std::move(group));
}

void apply_row(Operation& operation, const OperationRow& row, const Fixtures& fixtures,
               const RuleSettings& settings, Findings& findings) {
  const Located node = node_at(*row.document, row.pointer);
  if (!node.value->is_object()) {
    findings.add(row.document->finding(Severity::kError, "fixture.operation",
                                       "an operation's row is a mapping", row.pointer,
                                       "write '{rules: [], lookup: {}, respond: {}}'"));
    return;
  }
  if (!members_are_known(*row.document, node, findings)) return;
  add_rules(operation, row.document, member_of(node, "rules"), settings, findings);
  add_plan_row(operation, row.document, node, fixtures, settings, findings);
  add_error_rows(operation, row.document, member_of(node, "errors"), findings);
}

}  // namespace emulator
