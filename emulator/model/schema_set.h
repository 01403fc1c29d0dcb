#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "emulator/model/schema.h"

namespace emulator {

/// The document that a reference means: `uri` is its text without the fragment, resolved against the `$id`s around it;
/// without any it is as written, relative to the document `from`. There is none: nullptr, and a finding is made of it.
using FindDocument = std::function<DocumentPtr(const Document& from, const std::string& uri)>;

/// The schemas of some documents: each place once, however many schemas lead there. Its schemas keep it alive.
/// Its methods may be called from any thread.
class SchemaSet {
 public:
  /// find  asked for documents that no `$id` names; empty: references stay in their document
  /// dialect  of documents that do not say what they are; a document that another one refers to is read as that one is
  explicit SchemaSet(FindDocument find = {}, Dialect dialect = Dialect::kOpenApi30);

  SchemaSet(const SchemaSet&) = delete;
  SchemaSet& operator=(const SchemaSet&) = delete;

  struct State;

 private:
  friend Schema;
  explicit SchemaSet(std::shared_ptr<State> state) : state_(std::move(state)) {}
  /// That of the document's Description, which lives as long as one of its schemas; without one a set of its own.
  static SchemaSet of(const Document& document, Dialect dialect);
  std::shared_ptr<const Schema::Node> survey(const Located& schema, Findings& findings);
  std::shared_ptr<const Schema::Node> survey_own(const DocumentPtr& document,
                                                 std::vector<SchemaError>& mistakes);

  std::shared_ptr<State> state_;
};

}  // namespace emulator
