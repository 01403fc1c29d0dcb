#include "emulator/model/plan_check.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/plan_keys.h"
#include "emulator/model/reference.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr const char* kPatch = "patch";

// A member of the record that is perhaps a misspelt form of this one; else empty.
std::string misspelt(const Record& record, const std::string& member) {
  std::vector<std::string> names;
  for (const auto& [name, value] : record.value->items()) {
    if (name != member) names.push_back(name);
  }
  return std::string(nearest(member, names));
}

// Where a record seems to spell the wanted member in another way; else empty.
std::string misspelt_in(const Collection& collection, const std::string& member) {
  for (const Record& record : collection.records()) {
    if (record.field(member)) continue;
    const std::string near = misspelt(record, member);
    if (near.empty()) continue;
    return "; the record at " + to_string(record.document->place(record.pointer)) + " has " +
           in_quotes(near) + ": a slip of the pen?";
  }
  return {};
}

void check_patch_record(const LookupStep& lookup, const RecordField& argument,
                        const std::string& field, const Record& patch, Findings& findings) {
  const auto value = patch.field(field);
  if (!value) return;  // a record without its key was reported when it was read
  const Record* record = lookup.collection->find(*value);
  const std::string pointer = pointer_append(patch.pointer, field);
  if (!record) {
    const std::string_view meant = nearest(*value, lookup.collection->names());
    findings.add(
        patch.document->finding(Severity::kError, "fixture.patch-for-nobody",
                                "no record of " + in_quotes(lookup.collection->name()) +
                                    " has the " + field + " " + in_quotes(*value),
                                pointer,
                                (meant.empty() ? "add the record, or remove this one"
                                               : "did you mean " + in_quotes(meant) + "?") +
                                    misspelt_in(*lookup.collection, argument.field)));
  } else if (const auto expected = record->field(argument.field); expected != value) {
    findings.add(patch.document->finding(
        Severity::kError, "fixture.patch-for-nobody",
        in_quotes(*value) + " is a record of " + in_quotes(lookup.collection->name()) +
            ", but not its " + argument.field,
        pointer,
        expected ? "write its " + argument.field + " " + in_quotes(*expected)
                 : "give that record a member " + in_quotes(argument.field) +
                       ", or name in the row's `merge` one that it has"));
  }
}

void check_merge(const Plan& plan, const MergeStep& merge, Findings& findings) {
  const auto& key = *merge.collection->key_of_size(merge.arguments.size());
  for (const Record& record : merge.collection->records()) {
    const Located patch = member_of({record.value, record.pointer}, kPatch);
    if (!patch || !patch.value->is_object()) {
      const std::string near = patch ? "" : misspelt(record, kPatch);
      findings.add(record.document->finding(
          Severity::kError, "fixture.no-patch",
          "a record of " + in_quotes(merge.collection->name()) + " has no `patch`", record.pointer,
          (near.empty() ? "" : in_quotes(near) + " is no `patch`: a slip of the pen? Else ") +
              "say what differs: `patch: {MEMBER: VALUE}`; null removes a member"));
    }
    for (std::size_t i = 0; i < key.size(); ++i) {
      const auto& argument = std::get<RecordField>(merge.arguments[i]);
      check_patch_record(plan.lookups[argument.lookup], argument, key[i], record, findings);
    }
  }
}

// Where in the body the record of a lookup, or an item of a list, stands: "/data" for {data: integration}, "/data/0" for
// {data: integrations[*]}, which is checked item by item.
std::vector<std::string> positions_of_records(const Plan& plan) {
  std::vector<std::string> positions;
  plan.respond->each([&](const TemplateSource& source, const std::string& pointer) {
    if (const auto* field = std::get_if<RecordField>(&source); field && field->field.empty())
      positions.push_back(pointer);
    if (std::holds_alternative<ListedRecords>(source)) positions.push_back(pointer + "/0");
  });
  return positions;
}

// The members of each object of an example, by the object's pointer with "*" for every array index.
using Shapes = std::map<std::string, std::vector<std::string>>;

void add_shapes(const Json& value, const std::string& pointer, Shapes& shapes) {
  if (value.is_object()) {
    for (const auto& [name, member] : value.items()) {
      shapes[pointer].push_back(name);
      add_shapes(member, pointer_append(pointer, name), shapes);
    }
  } else if (value.is_array()) {
    for (const Json& item : value) add_shapes(item, pointer + "/*", shapes);
  }
}

// Checks the bodies of one operation as they are made.
class BodyCheck {
 public:
  BodyCheck(const Plan& plan, const Content& content, Findings& findings)
      : positions_(positions_of_records(plan)), content_(content), findings_(findings) {
    // The documented example knows members that its own schema may not.
    const Json example = content.body() ? Json::parse(*content.body(), nullptr, false) : Json();
    add_shapes(example, "", shapes_);
  }

  void operator()(const Json& body, const Record& record, const Record* patch) {
    for (const SchemaError& broken : content_.schema->validate(body)) {
      const Found at = locate(broken.instance, record, patch);
      findings_.add(at.record->document->finding(
          Severity::kError, "fixture.schema",
          "the answer's " + name_of(broken.instance) + " " + broken.message, at.pointer,
          "the schema is at " + to_string(content_.schema->place_of(broken)) +
              "; change the record to satisfy it"));
    }
    const auto unknown = content_.schema->unknown_members(body);
    unknown_ = {unknown.begin(), unknown.end()};
    record_ = &record;
    patch_ = patch;
    if (!unknown_.empty()) walk(body, "", "", false);
  }

 private:
  struct Found {
    const Record* record;
    std::string pointer;
  };

  static std::string name_of(const std::string& instance) {
    return instance.empty() ? "content" : in_quotes(instance);
  }

  // The place in a fixture file that a part of the body comes from: the patch, where it says something there.
  Found locate(const std::string& instance, const Record& record, const Record* patch) const {
    std::string inside;
    for (const std::string& position : positions_) {
      if (instance.compare(0, position.size(), position) == 0)
        inside = instance.substr(position.size());
    }
    if (patch) {
      const std::string pointer = patch->pointer + "/" + kPatch + inside;
      if (node_at(*patch->document, pointer)) return {patch, pointer};
    }
    return {&record, record.pointer + inside};
  }

  // Below a member that only the example knows, the example alone says what is known.
  void walk(const Json& value, const std::string& pointer, const std::string& shape,
            bool by_example) {
    if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i)
        walk(value[i], pointer_append(pointer, i), shape + "/*", by_example);
    } else if (value.is_object()) {
      for (const auto& [name, member] : value.items()) {
        const std::string address = pointer_append(pointer, name);
        const bool unknown = by_example || unknown_.count(address) > 0;
        if (!unknown || example_knows(shape, name)) {
          walk(member, address, pointer_append(shape, name), unknown);
        } else {
          warn(pointer, address, shape, name);
        }
      }
    }
  }

  bool example_knows(const std::string& shape, const std::string& name) const {
    const auto members = shapes_.find(shape);
    // Nothing is shown of such an object: nothing to compare with.
    if (members == shapes_.end()) return !unknown_.count(pointer_append(shape, name));
    return std::find(members->second.begin(), members->second.end(), name) != members->second.end();
  }

  void warn(const std::string& owner, const std::string& address, const std::string& shape,
            const std::string& name) {
    std::vector<std::string> known = content_.schema->known_members(owner);
    if (const auto members = shapes_.find(shape); members != shapes_.end()) {
      known.insert(known.end(), members->second.begin(), members->second.end());
    }
    const std::string_view meant = nearest(name, known);
    const Found at = locate(address, *record_, patch_);
    findings_.add(at.record->document->finding_at_key(
        Severity::kWarning, "fixture.unknown-documented-member",
        "neither the documented schema nor its example has " + in_quotes(name) + " here",
        at.pointer,
        meant.empty() ? "it is sent all the same"
                      : "did you mean " + in_quotes(meant) + "? It is sent all the same"));
  }

  const std::vector<std::string> positions_;
  const Content& content_;
  Findings& findings_;
  Shapes shapes_;
  // Of the body being checked.
  std::set<std::string> unknown_;
  const Record* record_ = nullptr;
  const Record* patch_ = nullptr;
};

const Content* checked_content(const Operation& operation) {
  if (operation.success == Operation::npos) return nullptr;
  for (const Content& content : operation.responses[operation.success].contents) {
    if (content.schema) return &content;
  }
  return nullptr;
}

}  // namespace

void check_plan(const Operation& operation, Plan& plan, Findings& findings) {
  for (const MergeStep& merge : plan.merges) check_merge(plan, merge, findings);
  check_keys(operation, plan, findings);
  const Content* content = plan.respond ? checked_content(operation) : nullptr;
  if (content) {
    BodyCheck check(plan, *content, findings);
    plan.prepare([&](const Json& body, const Record& record, const Record* patch) {
      check(body, record, patch);
    });
  } else {
    plan.prepare([](const Json&, const Record&, const Record*) {});
  }
}

}  // namespace emulator
