#include "emulator/model/change_impact.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

namespace emulator {
namespace {

// What a keyword means where it is neither stricter nor looser.
struct ChangedKeyword {
  std::string_view name;
  Impact sent;
  Impact received;
};

// What is in no row may break either side.
constexpr ChangedKeyword kChangedKeywords[] = {
    {"type", Impact::kBreaks, Impact::kBreaks},
    {"enum", Impact::kBreaks, Impact::kMayBreak},
    {"const", Impact::kBreaks, Impact::kBreaks},
    {"format", Impact::kBreaks, Impact::kMayBreak},
    {"pattern", Impact::kBreaks, Impact::kMayBreak},
    {"multipleOf", Impact::kBreaks, Impact::kMayBreak},
    {"default", Impact::kMayBreak, Impact::kSafe},
    {"example", Impact::kSafe, Impact::kSafe},
    {"examples", Impact::kSafe, Impact::kSafe},
    {"deprecated", Impact::kSafe, Impact::kSafe},
};

// The last reference token of a pointer, and what is before it.
std::string_view last_in_pointer(std::string_view pointer) {
  return pointer.substr(std::min(pointer.rfind('/') + 1, pointer.size()));
}
std::string_view pointer_above(std::string_view pointer) {
  return pointer.substr(0, std::min(pointer.rfind('/'), pointer.size()));
}

// A property or a branch of `oneOf` that only one version has; without one, what else came or went demands nothing.
Impact of_one_version(const Change& change, bool sent) {
  const std::string_view container = last_in_pointer(pointer_above(change.pointer));
  const bool came = change.kind == ChangeKind::kCame;
  if (container == "oneOf") {
    if (came) return Impact::kMayBreak;
    return sent ? Impact::kBreaks : Impact::kSafe;
  }
  if (came || container != "properties") return Impact::kSafe;
  return sent ? Impact::kMayBreak : Impact::kBreaks;
}

}  // namespace

Impact impact_of(ChangeKind kind, Direction direction) {
  const bool sent = direction == Direction::kRequest;
  switch (kind) {
    case ChangeKind::kCame:
      return Impact::kSafe;
    case ChangeKind::kWent:
      return Impact::kBreaks;
    case ChangeKind::kStricter:
      return sent ? Impact::kBreaks : Impact::kSafe;
    case ChangeKind::kLooser:
      return sent ? Impact::kSafe : Impact::kMayBreak;
    case ChangeKind::kChanged:
      break;
  }
  return Impact::kMayBreak;
}

Impact schema_impact(const Change& change, Direction direction) {
  const bool sent = direction == Direction::kRequest;
  if (change.kind == ChangeKind::kCame || change.kind == ChangeKind::kWent)
    return of_one_version(change, sent);
  if (change.kind != ChangeKind::kChanged) return impact_of(change.kind, direction);
  // A property may have a keyword's name; below `not` and `if` a keyword may mean its opposite.
  const std::string_view above = last_in_pointer(pointer_above(change.pointer));
  const auto row = std::find_if(
      std::begin(kChangedKeywords), std::end(kChangedKeywords),
      [&](const ChangedKeyword& known) { return known.name == last_in_pointer(change.pointer); });
  if (row == std::end(kChangedKeywords) || above == "not" || above == "if")
    return Impact::kMayBreak;
  return sent ? row->sent : row->received;
}

}  // namespace emulator
