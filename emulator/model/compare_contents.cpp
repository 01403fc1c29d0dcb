#include "emulator/model/compare_contents.h"

#include <nlohmann/json.hpp>
#include <set>

#include "emulator/model/change_impact.h"
#include "emulator/model/compare_examples.h"
#include "emulator/model/reference.h"

namespace emulator {
namespace {

class ContentComparison {
 public:
  ContentComparison(Direction direction, SchemaComparison& schemas, Changes& changes)
      : direction_(direction), schemas_(schemas), changes_(changes) {}

  // What has `contents` and a node.
  template <class Owner>
  void contents(const std::string& part, const Owner& before, const Owner& after) {
    const auto of_type = [](const Owner& owner, const std::string& type) -> const Content* {
      for (const Content& content : owner.contents)
        if (content.media_type == type) return &content;
      return nullptr;
    };
    for (const Content& content : before.contents) {
      const Content* const other = of_type(after, content.media_type);
      if (other != nullptr) {
        content_of(part + content.media_type, content, *other);
      } else {
        add_alone(changes_, part + content.media_type, content.node, {}, {}, after.node,
                  Impact::kBreaks);
      }
    }
    for (const Content& content : after.contents) {
      if (of_type(before, content.media_type) == nullptr)
        add_alone(changes_, part + content.media_type, {}, before.node, content.node, {},
                  Impact::kSafe);
    }
  }

  void headers(const std::string& part, const Located& before, const Located& after) {
    const Located was = member_of(before, "headers"), is = member_of(after, "headers");
    std::set<std::string> names;
    for (const Located& list : {was, is}) {
      if (!list || !list.value->is_object()) continue;
      for (const auto& [name, value] : list.value->items()) names.insert(name);
    }
    Findings none;
    for (const std::string& name : names) {
      const Located old = resolve(member_of(was, name), none);
      const Located young = resolve(member_of(is, name), none);
      if (!old || !young) {
        add_alone(changes_, part + name, old, before, young, after, impact_of_header(old));
        continue;
      }
      const bool is_required = bool_of(young, "required");
      add_member(changes_, part + name, "required", old, young,
                 is_required ? Impact::kSafe : Impact::kMayBreak,
                 is_required ? ChangeKind::kStricter : ChangeKind::kLooser);
      schema(part + name, old, young);
      compare_examples(old, young, part + name, changes_);
    }
  }

 private:
  // One that went, or is not there and came.
  static Impact impact_of_header(const Located& gone) {
    if (!gone) return Impact::kSafe;
    return bool_of(gone, "required") ? Impact::kBreaks : Impact::kMayBreak;
  }

  void content_of(const std::string& part, const Content& before, const Content& after) {
    schema(part, before.node, after.node);
    add_member(changes_, part, "encoding", before.node, after.node,
               direction_ == Direction::kRequest ? Impact::kBreaks : Impact::kMayBreak);
    compare_examples(before.node, after.node, part, changes_);
  }

  void schema(const std::string& part, const Located& before, const Located& after) {
    const Located was = member_of(before, "schema"), is = member_of(after, "schema");
    if (was && is) return schemas_.compare(was, is, part, direction_, changes_);
    if (!was && !is) return;
    const ChangeKind kind = is ? ChangeKind::kStricter : ChangeKind::kLooser;
    add_member(changes_, part, "schema", before, after, impact_of(kind, direction_), kind);
  }

  const Direction direction_;
  SchemaComparison& schemas_;
  Changes& changes_;
};

// Clients rely on what they are answered when all is well.
Impact impact_without(const DocumentedResponse& response) {
  return response.key.starts_with("2") ? Impact::kBreaks : Impact::kSafe;
}

}  // namespace

void compare_body(const RequestBody& before, const RequestBody& after, SchemaComparison& schemas,
                  Changes& changes) {
  ContentComparison(Direction::kRequest, schemas, changes).contents("body ", before, after);
}

void compare_answers(const Operation& before, const Operation& after, SchemaComparison& schemas,
                     Changes& changes) {
  ContentComparison comparison(Direction::kResponse, schemas, changes);
  for (const DocumentedResponse& response : before.responses) {
    const std::string part = "answer " + response.key;
    if (const DocumentedResponse* other = after.response_with_key(response.key)) {
      comparison.contents(part + " ", response, *other);
      comparison.headers(part + " header ", response.node, other->node);
    } else {
      add_alone(changes, part, response.node, {}, {}, after.node, impact_without(response));
    }
  }
  for (const DocumentedResponse& response : after.responses) {
    if (before.response_with_key(response.key) == nullptr)
      add_alone(changes, "answer " + response.key, {}, before.node, response.node, {},
                Impact::kSafe);
  }
}

}  // namespace emulator
