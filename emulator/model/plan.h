#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "emulator/model/collection.h"
#include "emulator/model/patch_index.h"
#include "emulator/model/record_change.h"
#include "emulator/model/rule.h"
#include "emulator/model/template.h"

namespace emulator {

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

/// Only records whose member has this value; a call that does not give the value filters nothing by it.
struct Filter {
  std::string member;
  RequestValue value;
};

/// The records of a collection, in their order: "integrations[*]", "users[fullName=query.name]".
/// name    by which rows refer to it; without one the selection as written
/// merges  laid over each record; kItem as a lookup is the record itself
struct ListStep {
  static constexpr std::size_t kItem = static_cast<std::size_t>(-1);

  std::string name;
  std::shared_ptr<const Collection> collection;
  std::vector<Filter> filters;
  std::vector<MergeStep> merges;
};

/// Makes a record of the collection.
struct CreateStep {
  std::string name;
  std::shared_ptr<const Collection> collection;
  Template record;
};

/// Changes the record that a lookup found.
/// whole  the template is the record; else a JSON Merge Patch on it
struct UpdateStep {
  std::size_t lookup = 0;
  Template content;
  bool whole = false;
};

/// How fixtures answer an operation: find records, lay patches over them, put them into a template; and what an accepted
/// call makes of the records. Immutable once prepared, usable from any thread.
class Plan {
 public:
  using Body = std::shared_ptr<const std::string>;
  /// The record each lookup found, by its index; nullptr where the rules let a call pass without one.
  using Found = std::vector<const Record*>;

  std::vector<LookupStep> lookups;
  std::vector<MergeStep> merges;
  std::vector<ListStep> lists;
  std::vector<CreateStep> creates;
  std::vector<UpdateStep> updates;
  std::vector<std::size_t> removes;  ///< lookups

  /// What is sent; nullopt: what the document says.
  std::optional<Template> respond;

  /// The patch that a merge finds for these records; none: nullptr.
  const Record* patch_for(const MergeStep& merge, const Found& found) const;

  /// One call, as far as a plan looks at it.
  /// request  a value of the request; not given: nullopt
  /// changes  how many changes of records there have been: the dice of new ids
  struct Given {
    const Found& found;
    std::function<std::optional<Json>(const RequestValue&)> request;
    std::uint64_t changes = 0;
  };
  /// body     nullptr: there is no `respond`
  struct Answer {
    Body body;
    std::vector<RecordChange> changes;
  };
  /// Taken from what prepare() made where it is there.
  Answer answer(const Given& given) const;

  /// Every collection it looks into or changes.
  bool uses(const std::string& collection) const;
  /// The same plan, not prepared, with other collections of the same names in their places.
  Plan over(const std::map<std::string, std::shared_ptr<const Collection>>& others) const;

  /// Told about each possible body. record, patch: what it was made from; patch is null for the record as it is.
  using Visit = std::function<void(const Json& body, const Record& record, const Record* patch)>;

  /// Makes every body that the records alone decide, hands each to `visit`, and keeps it serialised for answer(). A
  /// template that mentions several lookups is composed per call; of its combinations the first 10,000 are visited. Of a
  /// list, a body with each of its records alone is visited.
  void prepare(const Visit& visit);

 private:
  class Composer;
  std::vector<std::size_t> mentioned() const;
  bool is_of_records_alone() const;
  Body prepared(const Found& found) const;
  Json compose(const Found& found) const;
  void visit_lists(const Visit& visit) const;
  void prepare_one(std::size_t lookup, const Visit& visit);
  void visit_combinations(const std::vector<std::size_t>& lookups, const Visit& visit) const;
  Found found_for_patch(const MergeStep& merge, const Record& patch) const;
  std::optional<PatchIndex> index_of_patches(const MergeStep& merge) const;

  std::size_t prepared_lookup_ = 0;
  std::unordered_map<const Record*, std::unordered_map<const Record*, Body>>
      prepared_;  // by record, by patch
  Body fixed_;    // where no call can change it
};

}  // namespace emulator
