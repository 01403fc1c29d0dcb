#include "emulator/model/records.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "emulator/model/plan_check.h"
#include "emulator/text/quote.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

// "u_1,i_1" for a key of two members.
std::vector<std::string_view> split_key(std::string_view text, std::size_t fields) {
  std::vector<std::string_view> values;
  std::size_t begin = 0;
  while (values.size() + 1 < fields) {
    const auto comma = text.find(',', begin);
    if (comma == std::string_view::npos) return {};
    values.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  values.push_back(text.substr(begin));
  return values;
}

const Record* find_in(const Collection& collection, const std::string& key) {
  for (const auto& fields : collection.keys()) {
    const auto values = split_key(key, fields.size());
    const Record* record = values.empty() ? nullptr : collection.find(values);
    if (record) return record;
  }
  return nullptr;
}

// The text of the record, with the members of the first key where it has none of them.
std::string with_key(const Collection& collection, const RecordChange& change) {
  Json record = shallow_json(*change.record);
  const auto& fields = collection.keys().front();
  const auto values = split_key(change.key, fields.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!record.contains(fields[i])) record[fields[i]] = std::string(values[i]);
  }
  return record.dump(2);
}

// Beside all the others, so that those behind the place of the old one count too.
void check_replacement(const Collection& collection, const Record& old, const DocumentPtr& document,
                       Findings& findings) {
  Collection others(collection.name(), collection.keys());
  Findings ignored;
  for (const Record& record : collection.records()) {
    if (&record != &old) others.add(record, ignored);
  }
  others.add({&document->root(), document, ""}, findings);
}

}  // namespace

const Plan* Records::plan_of(const Operation& operation) const {
  if (!plans_.empty()) {
    const auto found = plans_.find(&operation);
    if (found != plans_.end()) return found->second.get();
  }
  return operation.plan ? &*operation.plan : nullptr;
}

const Collection* Records::collection(const std::string& name) const {
  if (const auto found = changed_.find(name); found != changed_.end()) return found->second.get();
  const auto loaded = model_->fixtures.collections.find(name);
  return loaded == model_->fixtures.collections.end() ? nullptr : loaded->second.get();
}

std::vector<std::string> Records::names() const {
  std::vector<std::string> names;
  for (const auto& [name, collection] : model_->fixtures.collections) names.push_back(name);
  return names;
}

const Record* Records::find(const std::string& name, const std::string& key) const {
  const Collection* known = collection(name);
  return known ? find_in(*known, key) : nullptr;
}

RecordsPtr Records::with(RecordChange change, const std::string& source, Findings& findings) const {
  auto next = std::make_shared<Records>(*this);
  DocumentPtr document;
  if (change.record) {
    document = read(change, source, findings);
    if (!document) return nullptr;
  }
  Findings all;
  const bool fits = next->replace(change, document, all);
  if (fits) next->prepare_plans(change.collection, all);
  // What was wrong before is not this change's mistake.
  for (const Finding& finding : all.sorted()) {
    if (finding.place.file == source) findings.add(finding);
  }
  if (!fits || findings.has_errors()) return nullptr;
  next->note(std::move(change));
  return next;
}

// A record's later change takes the place of its earlier one, so that those that need it still come behind.
void Records::note(RecordChange change) {
  ++changed_count_;
  const auto same = [&](const RecordChange& known) {
    return known.collection == change.collection && known.key == change.key;
  };
  const auto size_of = [](const RecordChange& one) { return one.record ? one.record->size() : 0; };
  bytes_ += size_of(change);
  const auto known = std::find_if(changes_.begin(), changes_.end(), same);
  if (known == changes_.end()) return changes_.push_back(std::move(change));
  bytes_ -= size_of(*known);
  *known = std::move(change);
}

RecordsPtr Records::over(ModelPtr model, std::vector<RecordChange>& dropped) const {
  RecordsPtr out = std::make_shared<const Records>(std::move(model));
  for (const RecordChange& change : changes_) {
    Findings findings;
    RecordsPtr next =
        out->collection(change.collection) ? out->with(change, change.key, findings) : nullptr;
    if (next) {
      out = std::move(next);
    } else {
      dropped.push_back(change);
    }
  }
  return out;
}

DocumentPtr Records::read(const RecordChange& change, const std::string& source,
                          Findings& findings) const {
  const Collection& known = *collection(change.collection);
  return read_json_text(source, with_key(known, change), findings);
}

bool Records::replace(const RecordChange& change, const DocumentPtr& document, Findings& findings) {
  const Collection& before = *collection(change.collection);
  const Record* old = find_in(before, change.key);
  auto after = std::make_shared<Collection>(before.name(), before.keys());
  Findings ignored;
  for (const Record& record : before.records()) {
    if (&record == old && document) {
      after->add({&document->root(), document, ""}, ignored);
    } else if (&record != old) {
      after->add(record, ignored);
    }
  }
  if (!old && document) after->add({&document->root(), document, ""}, findings);
  if (old && document) check_replacement(before, *old, document, findings);
  const Record* now = find_in(*after, change.key);
  if (document && (!now || now->document != document) && !findings.has_errors()) {
    findings.add(document->finding(
        Severity::kError, "fixture.other-record-key",
        "this record of " + in_quotes(change.collection) + " does not answer to the key " +
            in_quotes(change.key) + " it is put under",
        "", "write the same value in the address and in the record's key"));
  }
  changed_[change.collection] = std::move(after);
  return true;
}

// The plans that use the collection are made anew, with every answer they can give.
void Records::prepare_plans(const std::string& name, Findings& findings) {
  for (const Operation& operation : model_->operations) {
    const Plan* before = plan_of(operation);
    if (!before || !before->uses(name)) continue;
    auto plan = std::make_shared<Plan>(before->over(changed_));
    check_plan(operation, *plan, findings);
    plans_[&operation] = std::move(plan);
  }
}

}  // namespace emulator
