#include "emulator/model/error_row.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/document_rules.h"
#include "emulator/model/expression.h"
#include "emulator/model/plan_reader.h"
#include "emulator/model/rule_row.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

std::vector<std::string> rule_ids(const Operation& operation) {
  std::vector<std::string> ids;
  for (const RuleGroup& group : operation.groups) {
    for (const Rule& rule : group.rules) ids.push_back(rule.id);
  }
  return ids;
}

class ErrorRowReader {
 public:
  ErrorRowReader(Operation& operation, const DocumentPtr& document, Findings& findings)
      : operation_(operation), document_(document), findings_(findings) {}

  void read(const Located& row) {
    static const std::vector<std::string> known{"when", "status", "body", "class", "hint"};
    if (!row.value->is_object())
      return error("an error's row is a mapping", row.pointer, "write '{when: RULE, status: 409}'");
    for (const auto& [name, value] : row.value->items()) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      return error("an error's row has no " + in_quotes(name), pointer_append(row.pointer, name),
                   "it has " + listed(known));
    }
    ErrorAnswer answer;
    const Located status = member_of(row, "status");
    if (!status || !status.value->is_number_integer() || *status.value < 400 || *status.value > 599)
      return error("an error's row needs a `status` from 400 to 599",
                   status ? status.pointer : row.pointer, "write it");
    answer.status = status.value->get<int>();
    read_body(row, status, answer);
    const auto rule = read_when(row);
    if (!rule) return;
    answer.rule = *rule;
    operation_.errors.push_back(std::move(answer));
  }

 private:
  void error(const std::string& message, const std::string& pointer, const std::string& hint) {
    findings_.add(
        document_->finding(Severity::kError, "fixture.error-row", message, pointer, hint));
  }

  void read_body(const Located& row, const Located& status, ErrorAnswer& answer) {
    const DocumentedResponse* documented = operation_.response_for(answer.status);
    if (!documented) {
      findings_.add(document_->finding(
          Severity::kWarning, "fixture.undocumented-status",
          in_quotes(operation_.id) + " documents no " + std::to_string(answer.status),
          status.pointer,
          "it is sent all the same; clients made from the document do not expect it"));
    }
    const Content* content =
        documented && !documented->contents.empty() ? &documented->contents.front() : nullptr;
    answer.media_type = content ? content->sent_as : "application/json";
    if (const Located body = member_of(row, "body")) {
      answer.body = std::make_shared<const std::string>(body.value->dump());
      check_body(body, content);
    } else if (content) {
      answer.body = content->body();
    }
  }

  void check_body(const Located& body, const Content* content) {
    if (!content || !content->schema) return;
    for (const SchemaError& broken : content->schema->validate(*body.value)) {
      findings_.add(document_->finding(
          Severity::kError, "fixture.schema",
          "the answer's " + (broken.instance.empty() ? "content" : in_quotes(broken.instance)) +
              " " + broken.message,
          body.pointer + broken.instance,
          "the schema is at " + to_string(content->schema->place_of(broken)) +
              "; change the body to satisfy it"));
    }
  }

  // The id of the rule whose breach is answered so.
  std::optional<std::string> read_when(const Located& row) {
    const Located when = member_of(row, "when");
    if (when && when.value->is_string()) return known_rule(when);
    if (when && when.value->is_object() && !when.value->empty()) return add_condition(row, when);
    error("an error's row needs a `when`", when ? when.pointer : row.pointer,
          "write the id of a rule, or '{LOOKUP.MEMBER: VALUE}'");
    return std::nullopt;
  }

  std::optional<std::string> known_rule(const Located& when) {
    const auto id = when.value->get<std::string>();
    const auto known = rule_ids(operation_);
    if (std::find(known.begin(), known.end(), id) != known.end()) return id;
    const std::string_view meant = nearest(id, known);
    error(in_quotes(operation_.id) + " has no rule " + in_quotes(id), when.pointer,
          meant.empty() ? "its rules are " + listed(known, "and", known.size())
                        : "did you mean " + in_quotes(meant) + "?");
    return std::nullopt;
  }

  // A condition is a rule behind the last value that it looks at.
  std::optional<std::string> add_condition(const Located& row, const Located& when) {
    Unless demand;
    std::optional<RequestValue> last;
    for (const auto& [text, wanted] : when.value->items()) {
      const auto reference = parse_reference(text);
      const auto source = reference ? source_of(*reference) : std::nullopt;
      if (!source) {
        error("nothing is called " + in_quotes(text) + " here", when.pointer,
              "use LOOKUP.MEMBER, or query.NAME and the like");
        return std::nullopt;
      }
      last = request_value_of(*source);
      demand.conditions.push_back({text, *source, std::make_shared<const Json>(wanted)});
    }
    Rule rule;
    rule.in = last->in;
    rule.name = last->name;
    rule.id = free_id(*last);
    rule.place = documented_place(operation_, rule.in, rule.name);
    rule.row = document_->place(row.pointer);
    rule.cls = class_of(*document_, row, findings_);
    if (const Located hint = member_of(row, "hint"); hint && hint.value->is_string())
      rule.hint = hint.value->get<std::string>();
    rule.demand = std::move(demand);
    const std::string id = rule.id;
    group_of(operation_, rule.in, rule.name).rules.push_back(std::move(rule));
    return id;
  }

  std::optional<ValueSource> source_of(const Reference& reference) const {
    if (reference.field.empty()) return std::nullopt;
    if (const auto in = value_part(reference.root)) return RequestValue{*in, reference.field};
    const auto lookup =
        operation_.plan ? index_of_name(operation_.plan->lookups, reference.root) : std::nullopt;
    if (!lookup) return std::nullopt;
    return RecordField{*lookup, reference.field};
  }

  RequestValue request_value_of(const ValueSource& source) const {
    if (const auto* value = std::get_if<RequestValue>(&source)) return *value;
    const auto& lookup = operation_.plan->lookups[std::get<RecordField>(source).lookup];
    return std::get<RequestValue>(lookup.arguments.back());
  }

  // "query.userId.unless", and for a second one "query.userId.unless-2".
  std::string free_id(const RequestValue& value) const {
    const std::string base = rule_id(value.in, value.name, "unless");
    const auto taken = rule_ids(operation_);
    std::string id = base;
    for (int i = 2; std::find(taken.begin(), taken.end(), id) != taken.end(); ++i)
      id = base + "-" + std::to_string(i);
    return id;
  }

  Operation& operation_;
  const DocumentPtr& document_;
  Findings& findings_;
};

}  // namespace

void add_error_rows(Operation& operation, const DocumentPtr& document, const Located& rows,
                    Findings& findings) {
  if (!rows) return;
  if (!rows.value->is_array()) {
    findings.add(document->finding(Severity::kError, "fixture.error-row", "`errors` is not a list",
                                   rows.pointer, "write one item per error"));
    return;
  }
  ErrorRowReader reader(operation, document, findings);
  for (std::size_t i = 0; i < rows.value->size(); ++i) reader.read(element_of(rows, i));
}

}  // namespace emulator
