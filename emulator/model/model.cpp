#include "emulator/model/model.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/document_rules.h"
#include "emulator/model/openapi.h"
#include "emulator/model/operation_name.h"
#include "emulator/model/routes.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// What is missed of fixtures, and may stand in another file.
constexpr const char* kMissing = "fixture.no-key-declared";

// The operations a row means; several documents may use one operationId.
std::vector<Operation*> named(std::vector<Operation>& operations, const std::string& name) {
  std::vector<Operation*> found;
  for (Operation& operation : operations) {
    if (is_named(operation, name)) found.push_back(&operation);
  }
  return found;
}

void report_unknown(const OperationRow& row, const std::vector<Operation>& operations,
                    Findings& findings) {
  std::vector<std::string> known;
  for (const Operation& operation : operations) {
    if (std::find(known.begin(), known.end(), operation.id) == known.end())
      known.push_back(operation.id);
  }
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
  const auto names = telling_names(meant);
  std::vector<std::string> candidates, quoted;
  for (std::size_t i = 0; i < meant.size(); ++i) {
    candidates.push_back(in_quotes(names[i]) + " at " + to_string(meant[i]->node.place()));
    quoted.push_back(in_quotes(names[i]));
  }
  findings.add(row.document->finding_at_key(Severity::kError, "fixture.ambiguous-operation",
                                            in_quotes(row.operation) + " names " +
                                                std::to_string(meant.size()) +
                                                " operations: " + listed(candidates, "and"),
                                            row.pointer, "write " + listed(quoted, "or")));
}

}  // namespace

const Operation* Model::operation(const std::string& name) const {
  for (const Operation& known : operations) {
    if (is_named(known, name)) return &known;
  }
  return nullptr;
}

ModelPtr load_model(std::vector<DocumentPtr> documents, const std::vector<DocumentPtr>& fixtures,
                    const RuleSettings& settings, Findings& findings) {
  // What is missed may stand in a file that could not be read: complaints about it would mislead.
  const bool all_read = !findings.has_errors();
  auto model = std::make_shared<Model>();
  model->documents = std::move(documents);
  for (const DocumentPtr& document : model->documents) {
    for (Operation& operation : read_operations(document, settings.seed, findings)) {
      add_document_rules(operation);
      model->operations.push_back(std::move(operation));
    }
  }
  Findings found;
  model->fixtures = read_fixtures(fixtures, found);
  for (Finding& finding : found.sorted()) {
    if (all_read || finding.code != kMissing) findings.add(std::move(finding));
  }
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
  add_routes(*model, settings.accepted_api_versions, findings);
  if (findings.has_errors()) return nullptr;
  return model;
}

}  // namespace emulator
