#include "emulator/model/almost_same_keys.h"

#include <nlohmann/json.hpp>

#include "emulator/text/ascii.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

struct KeyInUse {
  const Record* record;
  std::vector<std::string> values;
};

std::vector<std::string> values_of_key(const Record& record, const std::vector<std::string>& key) {
  std::vector<std::string> values;
  for (const std::string& field : key)
    if (auto value = record.field(field)) values.push_back(*std::move(value));
  return values.size() == key.size() ? values : std::vector<std::string>{};
}

std::string as_one_text(const std::vector<std::string>& values) {
  return values.size() == 1 ? values.front() : listed(values);
}

std::string without_case(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) (text += in_lower_case(value)) += '\0';
  return text;
}

void tell_almost_same(const Record& record, const std::vector<std::string>& key,
                      const std::vector<std::string>& values, const KeyInUse& other,
                      Findings& findings) {
  const Place place = other.record->document->place(other.record->pointer);
  const bool here = other.record->document->name() == record.document->name();
  findings.add(record.document->finding(
      Severity::kWarning, "fixture.almost-same-key",
      listed(key) + " " + in_quotes(as_one_text(values)) + " is " +
          in_quotes(as_one_text(other.values)) + " of the record " +
          (here ? "on line " + std::to_string(place.line) : "at " + to_string(place)) +
          ", but for the case of letters",
      pointer_append(record.pointer, key.front()),
      "they are two records, as keys are compared byte for byte; give one of them another key, or "
      "make one record of the two"));
}

}  // namespace

void check_almost_same_keys(const Collection& collection, Findings& findings) {
  std::unordered_map<std::string, KeyInUse> known;
  for (const Record& record : collection.records()) {
    if (!record.value->is_object()) continue;
    for (const auto& key : collection.keys()) {
      auto values = values_of_key(record, key);
      if (values.empty()) continue;
      const auto [other, added] = known.emplace(without_case(values), KeyInUse{&record, values});
      // What is the same in all letters is an error by itself.
      if (!added && other->second.record != &record && other->second.values != values)
        tell_almost_same(record, key, values, other->second, findings);
    }
  }
}

}  // namespace emulator
