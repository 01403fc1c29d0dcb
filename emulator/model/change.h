#pragma once

#include <memory>
#include <string>
#include <vector>

#include "emulator/model/located.h"
#include "emulator/text/json.h"
#include "emulator/text/place.h"

namespace emulator {

/// What became of a part of an operation between two versions of a document.
enum class ChangeKind {
  kCame,
  kWent,
  kStricter,  ///< the schema there allows fewer values
  kLooser,    ///< more values
  kChanged,   ///< other values, or it is not about values
};
const char* to_string(ChangeKind kind);

/// What a change means to clients that do as the version before says.
enum class Impact {
  kSafe,
  kMayBreak,  ///< those that rely on what changed
  kBreaks,    ///< what passed is refused, or what was sent is no more
};
/// "safe", "may break" or "breaks".
const char* to_string(Impact impact);

/// A part as one of the versions has it.
/// value  as it is written; nothing is: nullptr
/// place  where it is, or what lacks it; the version does not have anything near: nowhere
struct ChangeSide {
  std::shared_ptr<const Json> value;
  Place place;
};

/// part     "query.region", "query.region.schema"; "body application/json"; "answer 200 application/json"; "security"
/// pointer  from there into the parameter, the schema or the example, through references: "/properties/name/maxLength"
struct Change {
  ChangeKind kind = ChangeKind::kChanged;
  std::string part;
  std::string pointer;
  ChangeSide before;
  ChangeSide after;
  Impact impact = Impact::kSafe;
};

using Changes = std::vector<Change>;

/// A value with its place; of a member the place of its key. It keeps the document.
ChangeSide side_of(const Located& node);
/// The place alone: of a value that says nothing by itself, or of what lacks one.
ChangeSide side_at(Place place);

std::shared_ptr<const Json> as_value(Json value);

/// What one version has and the other has not.
/// before, after  one of them without a value
/// owners         where it is missing
void add_alone(Changes& changes, const std::string& part, const Located& before,
               const Located& before_owner, const Located& after, const Located& after_owner,
               Impact impact);

/// A member of an object in both versions, where it is not the same; what is `false` may as well be left out.
void add_member(Changes& changes, const std::string& part, const std::string& name,
                const Located& before, const Located& after, Impact impact,
                ChangeKind kind = ChangeKind::kChanged);

}  // namespace emulator
