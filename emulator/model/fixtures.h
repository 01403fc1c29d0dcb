#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "emulator/model/collection.h"
#include "emulator/model/operation.h"

namespace emulator {

/// What fixture files say of one operation, not yet understood.
struct OperationRow {
  std::string operation;
  DocumentPtr document;
  std::string pointer;
};

/// The fixture files of one folder, read together: a collection may be spread over several files.
struct Fixtures {
  std::map<std::string, std::shared_ptr<Collection>> collections;
  std::vector<OperationRow> operations;
};

/// The warning about a fixture file in which nothing is written, at the place of that finding.
Finding nothing_in_fixtures(Finding finding);

/// Reads collections with their records, and finds the operations' rows.
Fixtures read_fixtures(const std::vector<DocumentPtr>& documents, Findings& findings);

}  // namespace emulator
