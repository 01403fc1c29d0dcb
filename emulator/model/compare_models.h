#pragma once

#include <cstddef>
#include <vector>

#include "emulator/model/change.h"
#include "emulator/model/model.h"

namespace emulator {

/// An operation that is not the same in two versions.
/// before, after  of the models; a version without it: nullptr
/// changes        of one that both have, at least one
struct OperationChanges {
  const Operation* before = nullptr;
  const Operation* after = nullptr;
  Changes changes;
};

/// operations  that were looked at, in both versions together
/// changed     sorted by path and method; it refers to both models
/// shared      what a document says for many operations: servers, security
struct ModelChanges {
  std::size_t operations = 0;
  std::vector<OperationChanges> changed;
  Changes shared;

  bool empty() const { return changed.empty() && shared.empty(); }
};

/// What differs between two versions of documents, apart from lines, order and texts for readers. Operations belong together
/// by method and path, whatever the names of path parameters; the others by operationId.
ModelChanges compare_models(const Model& before, const Model& after);

}  // namespace emulator
