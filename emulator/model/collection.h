#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "emulator/text/document.h"

namespace emulator {

/// One record of a collection, with where it is written.
struct Record {
  const Json* value = nullptr;
  DocumentPtr document;
  std::string pointer;

  /// A member as the text it is looked up by: strings as they are, other scalars as JSON; no such member: nullopt.
  std::optional<std::string> field(const std::string& name) const;
};

/// Records found by any of their key fields. Immutable once loaded.
class Collection {
 public:
  /// A key is one field or several taken together: {{"userId"}, {"username"}} or {{"userId", "integrationId"}}.
  using Keys = std::vector<std::vector<std::string>>;

  Collection(std::string name, Keys keys) : name_(std::move(name)), keys_(std::move(keys)) {}

  const std::string& name() const { return name_; }
  const Keys& keys() const { return keys_; }
  const std::vector<Record>& records() const { return records_; }

  /// A key with that many fields; none: nullptr.
  const std::vector<std::string>* key_of_size(std::size_t fields) const;

  /// The record one of whose keys has these values, compared byte for byte; none: nullptr.
  const Record* find(std::span<const std::string_view> values) const;
  const Record* find(std::string_view value) const { return find(std::span(&value, 1)); }

  /// All values of its single-field keys, in the order of the records: what a name can be mistaken for.
  const std::vector<std::string>& names() const { return names_; }

  /// Adds a record. A missing key, or a key value that another record already answers to, is an error finding.
  void add(Record record, Findings& findings);

 private:
  void look_for_slips(const Record& record, Findings& findings) const;

  std::string name_;
  Keys keys_;
  std::vector<Record> records_;
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> index_;
  std::vector<std::string> names_;
};

}  // namespace emulator
