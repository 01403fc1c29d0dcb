#include "emulator/model/fixtures.h"

#include <nlohmann/json.hpp>

#include "emulator/model/almost_same_keys.h"
#include "emulator/model/reference.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr const char* kOperations = "operations";

class FixturesReader {
 public:
  explicit FixturesReader(Findings& findings) : findings_(findings) {}

  Fixtures read(const std::vector<DocumentPtr>& documents) {
    for (const DocumentPtr& document : documents) {
      if (document->root().is_object()) continue;
      if (document->root().is_null()) {
        findings_.add(nothing_in_fixtures(document->finding(Severity::kWarning, "", "", "")));
        continue;
      }
      error(*document, "fixture.file",
            "a fixture file is a mapping of collections and `operations`", "",
            "write 'users: {records: [{id: …}]}', with `key: [id]` in it if no other file says it");
    }
    // Keys first: a file may add records to a collection that another file declares.
    for (const DocumentPtr& document : documents)
      each_member(document,
                  [&](const auto& name, const auto& node) { declare(document, name, node); });
    for (const DocumentPtr& document : documents)
      each_member(document,
                  [&](const auto& name, const auto& node) { add_records(document, name, node); });
    for (const auto& [name, collection] : fixtures_.collections)
      check_almost_same_keys(*collection, findings_);
    return std::move(fixtures_);
  }

 private:
  void error(const Document& document, std::string code, std::string message,
             const std::string& pointer, std::string hint) {
    findings_.add(document.finding(Severity::kError, std::move(code), std::move(message), pointer,
                                   std::move(hint)));
  }

  template <class Visit>
  void each_member(const DocumentPtr& document, Visit&& visit) {
    if (!document->root().is_object()) return;
    for (const auto& [name, value] : document->root().items())
      visit(name, Located{&value, pointer_append("", name)});
  }

  void declare(const DocumentPtr& document, const std::string& name, const Located& node) {
    if (name == kOperations) return read_operations(document, node);
    if (!node.value->is_object()) {
      return error(*document, "fixture.collection", in_quotes(name) + " is not a collection",
                   node.pointer,
                   "write '" + name +
                       ": {records: [{id: …}]}', with `key: [id]` in it if no other file says it");
    }
    for (const auto& [member, value] : node.value->items()) {
      if (member == "key" || member == "records") continue;
      findings_.add(document->finding_at_key(
          Severity::kError, "fixture.unknown-member", "a collection has no " + in_quotes(member),
          pointer_append(node.pointer, member),
          "a collection has `key` and `records`; operations stand under `operations`"));
    }
    const Located key = member_of(node, "key");
    if (!key) return;
    const auto keys = read_keys(*document, key);
    if (keys.empty()) return;
    auto& collection = fixtures_.collections[name];
    if (!collection) {
      collection = std::make_shared<Collection>(name, keys);
    } else if (collection->keys() != keys) {
      error(*document, "fixture.other-key",
            "the collection " + in_quotes(name) + " has another key elsewhere", key.pointer,
            "say the key in one file, and only `records` in the others");
    }
  }

  // "id", [id, name] (either) and [[a, b]] (both together).
  Collection::Keys read_keys(const Document& document, const Located& key) {
    const auto refuse = [&] {
      error(document, "fixture.key", "a key is the name of a member, or a list of them",
            key.pointer, "write `key: [id, name]` for either, `key: [[a, b]]` for both together");
      return Collection::Keys{};
    };
    if (key.value->is_string()) return {{key.value->get<std::string>()}};
    if (!key.value->is_array() || key.value->empty()) return refuse();
    Collection::Keys keys;
    for (const Json& one : *key.value) {
      std::vector<std::string> fields;
      if (one.is_string()) fields = {one.get<std::string>()};
      for (const Json& field : one.is_array() ? one : Json::array()) {
        if (!field.is_string()) return refuse();
        fields.push_back(field.get<std::string>());
      }
      if (fields.empty()) return refuse();
      keys.push_back(std::move(fields));
    }
    return keys;
  }

  void read_operations(const DocumentPtr& document, const Located& node) {
    if (!node.value->is_object()) {
      return error(*document, "fixture.operations", "`operations` is not a mapping", node.pointer,
                   "write one member per operation, by its operationId");
    }
    for (const auto& [name, value] : node.value->items()) {
      fixtures_.operations.push_back({name, document, pointer_append(node.pointer, name)});
    }
  }

  void add_records(const DocumentPtr& document, const std::string& name, const Located& node) {
    if (name == kOperations || !node.value->is_object()) return;
    const auto collection = fixtures_.collections.find(name);
    if (collection == fixtures_.collections.end()) return undeclared(*document, name, node);
    const Located records = member_of(node, "records");
    if (!records) return;
    if (!records.value->is_array()) {
      return error(*document, "fixture.records", "`records` is not a list", records.pointer,
                   "write one item per record");
    }
    for (std::size_t i = 0; i < records.value->size(); ++i) {
      const Json& value = (*records.value)[i];
      const std::string pointer = pointer_append(records.pointer, i);
      if (value.is_object()) {
        collection->second->add({&value, document, pointer}, findings_);
      } else {
        error(*document, "fixture.record", "a record of " + in_quotes(name) + " is not a mapping",
              pointer, "write it as '{member: value}'");
      }
    }
  }

  void undeclared(const Document& document, const std::string& name, const Located& node) {
    std::vector<std::string> names{kOperations};
    for (const auto& [known, collection] : fixtures_.collections) names.push_back(known);
    const std::string_view meant = nearest(name, names);
    if (member_of(node, "key")) return;  // was refused when it was declared
    findings_.add(document.finding_at_key(
        Severity::kError, "fixture.no-key-declared",
        "the collection " + in_quotes(name) + " has no `key` in any file", node.pointer,
        meant.empty() ? "say by which members its records are found: `key: [id]`"
                      : "did you mean " + in_quotes(meant) + "? A new collection needs a `key`"));
  }

  Findings& findings_;
  Fixtures fixtures_;
};

}  // namespace

Finding nothing_in_fixtures(Finding finding) {
  finding.severity = Severity::kWarning;
  finding.code = "fixture.empty";
  finding.message = "there is nothing in this fixture file";
  finding.hint =
      "it is passed over; write 'NAME: {records: [{…}]}' to add records to a collection, with "
      "`key: [id]` in it if the collection is a new one, or remove the file";
  return finding;
}

Fixtures read_fixtures(const std::vector<DocumentPtr>& documents, Findings& findings) {
  return FixturesReader(findings).read(documents);
}

}  // namespace emulator
