#include "emulator/model/compare_operations.h"

#include <nlohmann/json.hpp>

#include "emulator/model/compare_access.h"
#include "emulator/model/compare_contents.h"
#include "emulator/model/compare_parameters.h"
#include "emulator/model/router.h"

namespace emulator {
namespace {

void compare_address(const Operation& before, const Operation& after, Changes& changes) {
  const std::string was = before.method + " " + PathTemplate(before.path).shape();
  const std::string is = after.method + " " + PathTemplate(after.path).shape();
  if (was != is)
    changes.push_back({ChangeKind::kChanged,
                       "method and path",
                       "",
                       {as_value(before.method + " " + before.path), before.node.key_place()},
                       {as_value(after.method + " " + after.path), after.node.key_place()},
                       Impact::kBreaks});
  add_member(changes, "operation", "operationId", before.node, after.node, Impact::kSafe);
  add_member(changes, "operation", "deprecated", before.node, after.node, Impact::kSafe);
}

// A body that only one version has.
void add_body(const Operation& before, const Operation& after, Changes& changes) {
  const auto side = [](const Operation& operation) -> ChangeSide {
    if (!operation.request_body) return side_at(operation.node.key_place());
    const bool required = operation.request_body->required;
    return {required ? as_value(Json{{"required", true}}) : nullptr,
            operation.request_body->node.key_place()};
  };
  const bool came = after.request_body.has_value();
  const bool breaks = !came || after.request_body->required;
  changes.push_back({came ? ChangeKind::kCame : ChangeKind::kWent, "body", "", side(before),
                     side(after), breaks ? Impact::kBreaks : Impact::kSafe});
}

void compare_bodies(const Operation& before, const Operation& after, SchemaComparison& schemas,
                    Changes& changes) {
  const auto &was = before.request_body, &is = after.request_body;
  if (was.has_value() != is.has_value()) return add_body(before, after, changes);
  if (!was) return;
  if (was->required != is->required)
    changes.push_back({is->required ? ChangeKind::kStricter : ChangeKind::kLooser,
                       "body",
                       "/required",
                       {as_value(was->required), was->node.key_place()},
                       {as_value(is->required), is->node.key_place()},
                       is->required ? Impact::kBreaks : Impact::kSafe});
  compare_body(*was, *is, schemas, changes);
}

}  // namespace

Changes compare_operations(const Operation& before, const Operation& after,
                           SchemaComparison& schemas, Changes& shared) {
  Changes changes;
  compare_address(before, after, changes);
  compare_access(before, after, shared, changes);
  compare_parameters(before, after, schemas, changes);
  compare_bodies(before, after, schemas, changes);
  compare_answers(before, after, schemas, changes);
  return changes;
}

}  // namespace emulator
