#include "emulator/model/plan.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/new_id.h"

namespace emulator {
namespace {

constexpr std::size_t kMostCombinations = 10'000;

std::string serialised(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json merged_with(Json value, const Record* patch) {
  if (patch) value.merge_patch(patch->value->value("patch", Json::object()));
  return value;
}

}  // namespace

/// Fills templates for one call.
class Plan::Composer {
 public:
  Composer(const Plan& plan, Given given) : plan_(plan), given_(std::move(given)) {}

  /// In place of all records of the list.
  void list_only(const ListStep& list, const Record& record) {
    only_list_ = &list;
    only_ = &record;
  }

  std::optional<Json> fill(const Template& wanted) {
    return wanted.fill([this](const TemplateSource& source) {
      return std::visit([this](const auto& one) { return value(one); }, source);
    });
  }

  std::vector<RecordChange> changes() {
    std::vector<RecordChange> changes;
    for (const CreateStep& create : plan_.creates) {
      collection_ = create.collection.get();
      made_.push_back(fill(create.record).value_or(Json::object()));
      changes.push_back({create.collection->name(), address_of(*create.collection, made_.back()),
                         serialised(made_.back())});
    }
    for (const UpdateStep& update : plan_.updates) add_update(update, changes);
    for (RecordChange& removal : removals()) changes.push_back(std::move(removal));
    return changes;
  }

  std::vector<RecordChange> removals() const {
    std::vector<RecordChange> changes;
    for (const std::size_t lookup : plan_.removes) {
      if (const Record* record = given_.found[lookup])
        changes.push_back({name_of(lookup), address_of(collection_of(lookup), *record->value), {}});
    }
    return changes;
  }

 private:
  const Collection& collection_of(std::size_t lookup) const {
    return *plan_.lookups[lookup].collection;
  }
  const std::string& name_of(std::size_t lookup) const { return collection_of(lookup).name(); }

  void add_update(const UpdateStep& update, std::vector<RecordChange>& changes) {
    const Record* record = given_.found[update.lookup];
    const auto content = fill(update.content);
    if (!record || !content) return;
    Json& updated = updated_[update.lookup];
    updated = *record->value;
    if (update.whole) {
      updated = with_keys_of(*record, *content, collection_of(update.lookup));
    } else {
      updated.merge_patch(*content);
    }
    changes.push_back({name_of(update.lookup),
                       address_of(collection_of(update.lookup), *record->value),
                       serialised(updated)});
  }

  // What replaces a record stays to be found where that was.
  static Json with_keys_of(const Record& record, Json content, const Collection& collection) {
    if (!content.is_object()) return content;
    for (const std::string& field : collection.keys().front()) {
      if (!content.contains(field) && record.value->contains(field))
        content[field] = record.value->at(field);
    }
    return content;
  }

  std::optional<Json> value(const RequestValue& wanted) const {
    return given_.request ? given_.request(wanted) : std::nullopt;
  }
  std::optional<Json> value(const RecordField& wanted) const {
    const Record* record = given_.found[wanted.lookup];
    if (!record) return std::nullopt;
    const auto updated = updated_.find(wanted.lookup);
    Json whole = updated == updated_.end() ? *record->value : updated->second;
    for (const MergeStep& merge : plan_.merges) {
      if (merge.lookup == wanted.lookup)
        whole = merged_with(std::move(whole), plan_.patch_for(merge, given_.found));
    }
    return part_of(std::move(whole), wanted.field);
  }
  std::optional<Json> value(const MadeField& wanted) const {
    if (wanted.create >= made_.size()) return std::nullopt;
    return part_of(made_[wanted.create], wanted.field);
  }
  std::optional<Json> value(const NewId& wanted) const {
    return make_new_id(wanted, *collection_, given_.changes);
  }
  std::optional<Json> value(const ListedRecords& wanted) const {
    const ListStep& list = plan_.lists[wanted.list];
    Json out = Json::array();
    if (only_list_ != nullptr) {
      if (only_list_ == &list) out.push_back(item_of(list, *only_));
      return out;
    }
    for (const Record& record : list.collection->records()) {
      if (passes(list, record)) out.push_back(item_of(list, record));
    }
    return out;
  }

  static std::optional<Json> part_of(Json whole, const std::string& field) {
    if (field.empty()) return whole;
    const Json* part = member_by_path(whole, field);
    return part ? std::optional<Json>(*part) : std::nullopt;
  }

  bool passes(const ListStep& list, const Record& record) const {
    return std::all_of(list.filters.begin(), list.filters.end(), [&](const Filter& filter) {
      const auto wanted = value(filter.value);
      if (!wanted) return true;
      const Json* has = member_by_path(*record.value, filter.member);
      return has && (*has == *wanted || text_of(*has) == text_of(*wanted));
    });
  }

  static std::string text_of(const Json& value) {
    return value.is_string() ? value.get<std::string>() : serialised(value);
  }

  Json item_of(const ListStep& list, const Record& record) const {
    Json item = *record.value;
    for (const MergeStep& merge : list.merges)
      item = merged_with(std::move(item), patch_of(merge, record));
    return item;
  }

  const Record* patch_of(const MergeStep& merge, const Record& item) const {
    std::vector<std::string> values;
    for (const ValueSource& argument : merge.arguments) {
      const auto& field = std::get<RecordField>(argument);
      const Record* record = field.lookup == ListStep::kItem ? &item : given_.found[field.lookup];
      auto text = record ? record->field(field.field) : std::nullopt;
      if (!text) return nullptr;
      values.push_back(*std::move(text));
    }
    const std::vector<std::string_view> views(values.begin(), values.end());
    return merge.collection->find(views);
  }

  const Plan& plan_;
  const Given given_;
  const Collection* collection_ = nullptr;  // of the record being made
  std::vector<Json> made_;
  std::map<std::size_t, Json> updated_;
  const ListStep* only_list_ = nullptr;
  const Record* only_ = nullptr;
};

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

Plan::Body Plan::prepared(const Found& found) const {
  if (fixed_) return fixed_;
  if (prepared_.empty()) return nullptr;
  const auto record = prepared_.find(found[prepared_lookup_]);
  if (record == prepared_.end()) return nullptr;
  const Record* patch = nullptr;
  for (const MergeStep& merge : merges) {
    if (merge.lookup == prepared_lookup_) patch = patch_for(merge, found);
  }
  const auto body = record->second.find(patch);
  return body == record->second.end() ? nullptr : body->second;
}

Plan::Answer Plan::answer(const Given& given) const {
  if (Body body = prepared(given.found); body && creates.empty() && updates.empty())
    return {std::move(body), Composer(*this, given).removals()};
  Composer composer(*this, given);
  Answer out;
  out.changes = composer.changes();
  if (!respond) return out;
  const auto content = composer.fill(*respond);
  if (content) out.body = std::make_shared<const std::string>(serialised(*content));
  return out;
}

Json Plan::compose(const Found& found) const {
  return Composer(*this, {found, {}, 0}).fill(*respond).value_or(Json());
}

bool Plan::uses(const std::string& name) const {
  const auto is_it = [&](const auto& step) { return step.collection->name() == name; };
  return std::any_of(lookups.begin(), lookups.end(), is_it) ||
         std::any_of(merges.begin(), merges.end(), is_it) ||
         std::any_of(creates.begin(), creates.end(), is_it) ||
         std::any_of(lists.begin(), lists.end(), [&](const ListStep& list) {
           return is_it(list) || std::any_of(list.merges.begin(), list.merges.end(), is_it);
         });
}

Plan Plan::over(const std::map<std::string, std::shared_ptr<const Collection>>& others) const {
  Plan plan;
  plan.lookups = lookups;
  plan.merges = merges;
  plan.lists = lists;
  plan.creates = creates;
  plan.updates = updates;
  plan.removes = removes;
  plan.respond = respond;
  const auto renew = [&](auto& step) {
    const auto found = others.find(step.collection->name());
    if (found != others.end()) step.collection = found->second;
  };
  std::for_each(plan.lookups.begin(), plan.lookups.end(), renew);
  std::for_each(plan.merges.begin(), plan.merges.end(), renew);
  std::for_each(plan.creates.begin(), plan.creates.end(), renew);
  for (ListStep& list : plan.lists) {
    renew(list);
    std::for_each(list.merges.begin(), list.merges.end(), renew);
  }
  return plan;
}

std::vector<std::size_t> Plan::mentioned() const {
  std::vector<std::size_t> indices;
  respond->each([&](const TemplateSource& source, const std::string&) {
    const auto* field = std::get_if<RecordField>(&source);
    if (field && std::find(indices.begin(), indices.end(), field->lookup) == indices.end())
      indices.push_back(field->lookup);
  });
  return indices;
}

// Nothing in the answer but what records say: no value of the request, nothing that the call makes.
bool Plan::is_of_records_alone() const {
  bool alone = true;
  respond->each([&](const TemplateSource& source, const std::string&) {
    const auto* listed = std::get_if<ListedRecords>(&source);
    if (listed) {
      const ListStep& list = lists[listed->list];
      alone = alone && list.filters.empty() && list.merges.empty();
    } else {
      alone = alone && std::holds_alternative<RecordField>(source);
    }
  });
  return alone;
}

void Plan::prepare(const Visit& visit) {
  // That of a plan this one was copied from knows other records.
  for (MergeStep& merge : merges) merge.index.reset();
  if (!respond) return;
  if (!lists.empty()) visit_lists(visit);
  const auto indices = mentioned();
  if (!is_of_records_alone()) return;
  if (indices.empty()) {
    fixed_ =
        std::make_shared<const std::string>(serialised(compose(Found(lookups.size(), nullptr))));
    return;
  }
  if (!lists.empty()) return;
  const auto merged = [&](const MergeStep& merge) {
    return indices.size() == 1 && merge.lookup == indices[0];
  };
  if (indices.size() == 1 && std::count_if(merges.begin(), merges.end(), merged) <= 1) {
    prepare_one(indices[0], visit);
  } else {
    visit_combinations(indices, visit);
  }
}

// A mistake in one record shows in a body that lists it alone, unless that lacks what only a call knows.
void Plan::visit_lists(const Visit& visit) const {
  bool lists_alone = true;
  respond->each([&](const TemplateSource& source, const std::string&) {
    lists_alone = lists_alone && std::holds_alternative<ListedRecords>(source);
  });
  if (!lists_alone) return;
  const Found none(lookups.size(), nullptr);
  for (const ListStep& list : lists) {
    for (const Record& record : list.collection->records()) {
      Composer composer(*this, {none, {}, 0});
      composer.list_only(list, record);
      visit(composer.fill(*respond).value_or(Json()), record, nullptr);
    }
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
