#include "emulator/model/model.h"

#include <nlohmann/json.hpp>

#include "emulator/model/document_rules.h"
#include "emulator/model/openapi.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// The operations a row means; several documents may use one operationId.
std::vector<Operation*> named(std::vector<Operation>& operations, const std::string& name) {
  std::vector<Operation*> found;
  for (Operation& operation : operations) {
    if (operation.id == name || operation.method + " " + operation.path == name)
      found.push_back(&operation);
  }
  return found;
}

void report_unknown(const OperationRow& row, const std::vector<Operation>& operations,
                    Findings& findings) {
  std::vector<std::string> known;
  for (const Operation& operation : operations) known.push_back(operation.id);
  const std::string_view meant = nearest(row.operation, known);
  findings.add(row.document->finding_at_key(
      Severity::kError, "fixture.unknown-operation",
      "no document describes the operation " + in_quotes(row.operation), row.pointer,
      !meant.empty()  ? "did you mean " + in_quotes(meant) + "?"
      : known.empty() ? "give a document with --openapi"
                      : "operations are " + listed(known)));
}

void report_ambiguous(const OperationRow& row, const std::vector<Operation*>& meant,
                      Findings& findings) {
  std::vector<std::string> places;
  for (const Operation* operation : meant) places.push_back(to_string(operation->node.place()));
  findings.add(row.document->finding_at_key(
      Severity::kError, "fixture.ambiguous-operation",
      in_quotes(row.operation) + " names " + std::to_string(meant.size()) +
          " operations: " + listed(places),
      row.pointer, "name it by method and path, 'GET /path'"));
}

void add_routes(Model& model, Findings& findings) {
  for (std::size_t i = 0; i < model.operations.size(); ++i) {
    const Operation& operation = model.operations[i];
    std::size_t taken = 0;
    if (model.router.add(operation.method, PathTemplate(operation.path), i, &taken)) continue;
    const Operation& other = model.operations[taken];
    findings.add(operation.node.finding_at_key(
        Severity::kError, "openapi.same-path",
        operation.method + " " + operation.path + " is described twice, first at " +
            to_string(other.node.key_place()),
        "remove one of them, or load the documents one at a time"));
  }
}

}  // namespace

const Operation* Model::operation(const std::string& name) const {
  for (const Operation& known : operations) {
    if (known.id == name || known.method + " " + known.path == name) return &known;
  }
  return nullptr;
}

ModelPtr load_model(std::vector<DocumentPtr> documents, const std::vector<DocumentPtr>& fixtures,
                    const RuleSettings& settings, Findings& findings) {
  // What a row names may stand in a file that could not be read: complaints about it would mislead.
  const bool all_read = !findings.has_errors();
  auto model = std::make_shared<Model>();
  model->documents = std::move(documents);
  for (const DocumentPtr& document : model->documents) {
    for (Operation& operation : read_operations(document, settings.seed, findings)) {
      add_document_rules(operation);
      model->operations.push_back(std::move(operation));
    }
  }
  model->fixtures = read_fixtures(fixtures, findings);
  for (const OperationRow& row : model->fixtures.operations) {
    if (!all_read) break;
    const auto meant = named(model->operations, row.operation);
    if (meant.empty()) {
      report_unknown(row, model->operations, findings);
    } else if (meant.size() > 1) {
      report_ambiguous(row, meant, findings);
    } else {
      apply_row(*meant.front(), row, model->fixtures, settings, findings);
    }
  }
  add_routes(*model, findings);
  if (findings.has_errors()) return nullptr;
  return model;
}

}  // namespace emulator
