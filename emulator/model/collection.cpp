#include "emulator/model/collection.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// Several values as one text that no other values give: each behind its length.
std::string combined(std::span<const std::string_view> values) {
  if (values.size() == 1) return std::string(values.front());
  std::string key(1, '\0');
  for (const std::string_view value : values)
    (key += std::to_string(value.size()) + ':').append(value);
  return key;
}

}  // namespace

std::optional<std::string> Record::field(const std::string& name) const {
  if (!value->is_object()) return std::nullopt;
  const auto found = value->find(name);
  if (found == value->end() || found->is_structured() || found->is_null()) return std::nullopt;
  return found->is_string() ? found->get<std::string>() : found->dump();
}

const std::vector<std::string>* Collection::key_of_size(std::size_t fields) const {
  for (const auto& key : keys_) {
    if (key.size() == fields) return &key;
  }
  return nullptr;
}

const Record* Collection::find(std::span<const std::string_view> values) const {
  const auto found =
      values.size() == 1 ? index_.find(values.front()) : index_.find(combined(values));
  return found == index_.end() ? nullptr : &records_[found->second];
}

// A record that misses a key, and has a member of almost that name.
void Collection::look_for_slips(const Record& record, Findings& findings) const {
  std::vector<std::string> missing;
  for (const auto& key : keys_) {
    for (const std::string& field : key)
      if (!record.value->contains(field)) missing.push_back(field);
  }
  if (missing.empty()) return;
  for (const auto& [name, ignored] : record.value->items()) {
    const std::string_view meant = nearest(name, missing);
    if (meant.empty() || std::find(missing.begin(), missing.end(), name) != missing.end()) continue;
    findings.add(record.document->finding_at_key(
        Severity::kWarning, "fixture.misspelt-key",
        in_quotes(name) + " is no key of " + in_quotes(name_) + ", so nothing finds a record by it",
        pointer_append(record.pointer, name), "did you mean " + in_quotes(meant) + "?"));
  }
}

void Collection::add(Record record, Findings& findings) {
  const std::size_t position = records_.size();
  bool any = false;
  for (const auto& key : keys_) {
    std::vector<std::string> values;
    for (const std::string& field : key) {
      if (auto value = record.field(field)) values.push_back(*std::move(value));
    }
    if (values.size() != key.size()) continue;
    any = true;
    const std::vector<std::string_view> views(values.begin(), values.end());
    const auto [taken, added] = index_.emplace(combined(views), position);
    if (!added && taken->second != position) {
      const Record& other = records_[taken->second];
      const Place place = other.document->place(other.pointer);
      const bool here = other.document->name() == record.document->name();
      findings.add(record.document->finding(
          Severity::kError, "fixture.duplicate-key",
          listed(key) + " " + in_quotes(values.size() == 1 ? values.front() : listed(values)) +
              " is already a key of the record " +
              (here ? "on line " + std::to_string(place.line) : "at " + to_string(place)),
          pointer_append(record.pointer, key.front()),
          "a record of '" + name_ +
              "' is found by any of its keys: give each record values of its own"));
      continue;
    }
    if (added && values.size() == 1) names_.push_back(values.front());
  }
  if (!any) {
    std::vector<std::string> wanted;
    for (const auto& key : keys_) wanted.push_back(listed(key, "with"));
    findings.add(record.document->finding(
        Severity::kError, "fixture.no-key",
        "this record of '" + name_ + "' has no key, so nothing can find it", record.pointer,
        "give it " + listed(wanted, "or")));
  }
  if (record.value->is_object()) look_for_slips(record, findings);
  records_.push_back(std::move(record));
}

}  // namespace emulator
