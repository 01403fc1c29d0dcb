#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "emulator/model/model.h"

namespace emulator {

class Records;
using RecordsPtr = std::shared_ptr<const Records>;

/// The records of a model with the changes made at run time. Immutable: each change gives another, checked as at load.
/// Any thread.
class Records {
 public:
  explicit Records(ModelPtr model) : model_(std::move(model)) {}

  const ModelPtr& model() const { return model_; }

  /// In force for this operation; it has none: nullptr. Lives as long as these records.
  const Plan* plan_of(const Operation& operation) const;
  /// nullptr: no such collection
  const Collection* collection(const std::string& name) const;
  /// Of all collections.
  std::vector<std::string> names() const;
  /// nullptr: no record has that key
  const Record* find(const std::string& collection, const std::string& key) const;

  const std::vector<RecordChange>& changes() const { return changes_; }
  /// How many there have been, also those that later ones undid.
  std::uint64_t changed() const { return changed_count_; }
  /// Of the JSON texts of all changes.
  std::size_t bytes() const { return bytes_; }

  /// With one more change. Takes the place of the record with that key; a record that lacks the members of the first
  /// key gets them from `key`. An error among `findings`: nullptr, nothing is changed. They stand in a document called
  /// `source`.
  RecordsPtr with(RecordChange change, const std::string& source, Findings& findings) const;

  /// The same changes over another model; those that do not fit any more are left out and told in `dropped`.
  RecordsPtr over(ModelPtr model, std::vector<RecordChange>& dropped) const;

 private:
  DocumentPtr read(const RecordChange& change, const std::string& source, Findings& findings) const;
  bool replace(const RecordChange& change, const DocumentPtr& document, Findings& findings);
  void prepare_plans(const std::string& collection, Findings& findings);
  void note(RecordChange change);

  ModelPtr model_;
  std::map<std::string, std::shared_ptr<const Collection>> changed_;
  std::unordered_map<const Operation*, std::shared_ptr<const Plan>> plans_;
  std::vector<RecordChange> changes_;  ///< of each record the last one
  std::uint64_t changed_count_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace emulator
