#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/model/collection.h"
#include "emulator/model/patch_index.h"
#include "emulator/model/rule.h"

namespace emulator {

/// A value of the request: "query.userId".
struct RequestValue {
  In in = In::kQuery;
  std::string name;
};

/// A member of a record that an earlier lookup found: "user.userId".
struct RecordField {
  std::size_t lookup = 0;
  std::string field;
};

using ValueSource = std::variant<RequestValue, RecordField>;

/// Finds one record: "integrations[path.integrationId]".
/// name  by which rows refer to the record found
struct LookupStep {
  std::string name;
  std::shared_ptr<const Collection> collection;
  std::vector<ValueSource> arguments;
};

/// Lays the `patch` of a record over the one that a lookup found (JSON Merge Patch, RFC 7396); no such record: nothing.
struct MergeStep {
  std::size_t lookup = 0;
  std::shared_ptr<const Collection> collection;
  std::vector<ValueSource> arguments;
  std::optional<PatchIndex> index;  ///< made by Plan::prepare() where it can be
};

/// How fixtures answer an operation: find records, lay patches over them, put them into a template. Immutable once
/// prepared, usable from any thread.
class Plan {
 public:
  using Body = std::shared_ptr<const std::string>;
  /// The record each lookup found, by its index; nullptr where the rules let a call pass without one.
  using Found = std::vector<const Record*>;

  std::vector<LookupStep> lookups;
  std::vector<MergeStep> merges;

  /// A template: its strings are references ("integration", "integration.app") or, in quotes, themselves ("'text'").
  std::shared_ptr<const Json> respond;

  /// The patch that a merge finds for these records; none: nullptr.
  const Record* patch_for(const MergeStep& merge, const Found& found) const;

  /// The body for these records, taken from what prepare() made where it is there.
  Body body(const Found& found) const;

  /// Told about each possible body. record, patch: what it was made from; patch is null for the record as it is.
  using Visit = std::function<void(const Json& body, const Record& record, const Record* patch)>;

  /// Makes every body the plan can answer with, hands each to `visit`, and keeps it serialised for body(). A template
  /// that mentions several lookups is composed per call; of its combinations the first 10,000 are visited.
  void prepare(const Visit& visit);

 private:
  std::vector<std::size_t> mentioned() const;
  Json compose(const Found& found) const;
  void prepare_one(std::size_t lookup, const Visit& visit);
  void visit_combinations(const std::vector<std::size_t>& lookups, const Visit& visit) const;
  Found found_for_patch(const MergeStep& merge, const Record& patch) const;
  std::optional<PatchIndex> index_of_patches(const MergeStep& merge) const;

  std::size_t prepared_lookup_ = 0;
  std::unordered_map<const Record*, std::unordered_map<const Record*, Body>>
      prepared_;  // by record, by patch
};

}  // namespace emulator
