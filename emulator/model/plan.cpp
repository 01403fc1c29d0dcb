#include "emulator/model/plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/expression.h"

namespace emulator {
namespace {

constexpr std::size_t kMostCombinations = 10'000;

std::string serialised(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<std::size_t> index_of(const std::vector<LookupStep>& lookups,
                                    const std::string& name) {
  for (std::size_t i = 0; i < lookups.size(); ++i) {
    if (lookups[i].name == name) return i;
  }
  return std::nullopt;
}

// Calls `visit` with every reference of the template.
template <class Visit>
void each_reference(const Json& respond, Visit&& visit) {
  if (respond.is_structured()) {
    for (const Json& part : respond) each_reference(part, visit);
  } else if (respond.is_string()) {
    const auto& text = respond.get_ref<const std::string&>();
    if (text.empty() || text.front() == '\'') return;
    if (const auto reference = parse_reference(text)) visit(*reference);
  }
}

Json substituted(const Json& respond, const std::vector<LookupStep>& lookups,
                 const std::vector<Json>& values) {
  if (respond.is_string()) {
    const auto& text = respond.get_ref<const std::string&>();
    if (text.size() >= 2 && text.front() == '\'') return text.substr(1, text.size() - 2);
    const auto reference = parse_reference(text);
    const auto index = reference ? index_of(lookups, reference->root) : std::nullopt;
    if (!index) return nullptr;
    const Json& value = values[*index];
    if (reference->field.empty()) return value;
    return value.is_object() ? value.value(reference->field, Json()) : Json();
  }
  Json out = respond;
  if (out.is_structured()) {
    for (Json& part : out) part = substituted(part, lookups, values);
  }
  return out;
}

}  // namespace

const Record* Plan::patch_for(const MergeStep& merge, const Found& found) const {
  if (merge.index) return merge.index->find(found);
  std::vector<std::string> values;
  values.reserve(merge.arguments.size());
  for (const ValueSource& argument : merge.arguments) {
    const auto* field = std::get_if<RecordField>(&argument);
    const Record* record = field ? found[field->lookup] : nullptr;
    auto value = record ? record->field(field->field) : std::nullopt;
    if (!value) return nullptr;
    values.push_back(*std::move(value));
  }
  const std::vector<std::string_view> views(values.begin(), values.end());
  return merge.collection->find(views);
}

Plan::Body Plan::body(const Found& found) const {
  if (!prepared_.empty()) {
    const auto record = prepared_.find(found[prepared_lookup_]);
    if (record != prepared_.end()) {
      const Record* patch = nullptr;
      for (const MergeStep& merge : merges) {
        if (merge.lookup == prepared_lookup_) patch = patch_for(merge, found);
      }
      const auto body = record->second.find(patch);
      if (body != record->second.end()) return body->second;
    }
  }
  return std::make_shared<const std::string>(serialised(compose(found)));
}

Json Plan::compose(const Found& found) const {
  std::vector<Json> values;
  for (const Record* record : found) values.push_back(record ? *record->value : Json());
  for (const MergeStep& merge : merges) {
    const Record* patch = found[merge.lookup] ? patch_for(merge, found) : nullptr;
    if (patch) values[merge.lookup].merge_patch(patch->value->value("patch", Json::object()));
  }
  return substituted(*respond, lookups, values);
}

std::vector<std::size_t> Plan::mentioned() const {
  std::vector<std::size_t> indices;
  each_reference(*respond, [&](const Reference& reference) {
    const auto index = index_of(lookups, reference.root);
    if (index && std::find(indices.begin(), indices.end(), *index) == indices.end())
      indices.push_back(*index);
  });
  return indices;
}

void Plan::prepare(const Visit& visit) {
  // That of a plan this one was copied from knows other records.
  for (MergeStep& merge : merges) merge.index.reset();
  const auto indices = mentioned();
  const auto merged = [&](const MergeStep& merge) {
    return indices.size() == 1 && merge.lookup == indices[0];
  };
  if (indices.size() == 1 && std::count_if(merges.begin(), merges.end(), merged) <= 1) {
    prepare_one(indices[0], visit);
  } else if (!indices.empty()) {
    visit_combinations(indices, visit);
  }
}

void Plan::prepare_one(std::size_t lookup, const Visit& visit) {
  prepared_lookup_ = lookup;
  Found found(lookups.size(), nullptr);
  const auto keep = [&](const Record& record, const Record* patch) {
    const Json body = compose(found);
    visit(body, record, patch);
    prepared_[&record][patch] = std::make_shared<const std::string>(serialised(body));
  };
  for (const Record& record : lookups[lookup].collection->records()) {
    found.assign(lookups.size(), nullptr);
    found[lookup] = &record;
    keep(record, nullptr);
  }
  for (const MergeStep& merge : merges) {
    if (merge.lookup != lookup) continue;
    for (const Record& patch : merge.collection->records()) {
      found = found_for_patch(merge, patch);
      if (found[lookup] && patch_for(merge, found) == &patch) keep(*found[lookup], &patch);
    }
  }
  for (MergeStep& merge : merges) merge.index = index_of_patches(merge);
}

// Where each argument is a key of the record it comes from, only the records that found_for_patch()
// names have a patch: two records never answer to one key.
std::optional<PatchIndex> Plan::index_of_patches(const MergeStep& merge) const {
  std::vector<std::size_t> deciding;
  for (const ValueSource& argument : merge.arguments) {
    const auto* field = std::get_if<RecordField>(&argument);
    if (!field) return std::nullopt;
    const auto& keys = lookups[field->lookup].collection->keys();
    const std::vector<std::string> key{field->field};
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) return std::nullopt;
    deciding.push_back(field->lookup);
  }
  PatchIndex index(std::move(deciding));
  for (const Record& patch : merge.collection->records()) {
    const Found found = found_for_patch(merge, patch);
    if (patch_for(merge, found) == &patch) index.add(found, patch);
  }
  return index;
}

// The records that a patch names by its key, so that composing with them applies it.
Plan::Found Plan::found_for_patch(const MergeStep& merge, const Record& patch) const {
  Found found(lookups.size(), nullptr);
  const auto* key = merge.collection->key_of_size(merge.arguments.size());
  for (std::size_t i = 0; key && i < merge.arguments.size(); ++i) {
    const auto* field = std::get_if<RecordField>(&merge.arguments[i]);
    const auto value = patch.field((*key)[i]);
    if (field && value) found[field->lookup] = lookups[field->lookup].collection->find(*value);
  }
  return found;
}

void Plan::visit_combinations(const std::vector<std::size_t>& indices, const Visit& visit) const {
  Found found(lookups.size(), nullptr);
  std::vector<std::size_t> position(indices.size(), 0);
  for (std::size_t made = 0; made < kMostCombinations; ++made) {
    for (std::size_t i = 0; i < indices.size(); ++i) {
      const auto& records = lookups[indices[i]].collection->records();
      if (records.empty()) return;
      found[indices[i]] = &records[position[i]];
    }
    visit(compose(found), *found[indices[0]], nullptr);
    std::size_t digit = 0;
    while (digit < indices.size() &&
           ++position[digit] == lookups[indices[digit]].collection->records().size()) {
      position[digit++] = 0;
    }
    if (digit == indices.size()) return;
  }
}

}  // namespace emulator
