#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "emulator/model/fixtures.h"
#include "emulator/model/operation.h"
#include "emulator/model/operation_row.h"
#include "emulator/model/router.h"

namespace emulator {

/// What was loaded: the documents, their operations with rules and plans, and the way from a path to an operation.
/// Immutable, usable from any thread.
struct Model {
  std::vector<DocumentPtr> documents;
  Fixtures fixtures;
  std::vector<Operation> operations;
  Router router;
  /// Operations that share path and method, and are told apart by version: of the one that the router leads to, all of
  /// them, the newest first, any without a version last.
  std::map<std::size_t, std::vector<std::size_t>> rivals;
  /// All that operations say they belong to.
  std::set<std::string> versions;
  /// Paths that are served below base paths only, as several documents have them: an index into base_paths.
  Router below_base_paths;
  std::vector<std::set<std::string>> base_paths;

  /// By a name that fixture rows use; none: nullptr.
  const Operation* operation(const std::string& name) const;
};

using ModelPtr = std::shared_ptr<const Model>;

/// Puts documents and fixtures together. Goes on after a finding and reports all of them; with an error among them the
/// result is null. `findings` may hold what reading the files brought up.
ModelPtr load_model(std::vector<DocumentPtr> documents, const std::vector<DocumentPtr>& fixtures,
                    const RuleSettings& settings, Findings& findings);

}  // namespace emulator
