#include "emulator/cli/change_report.h"

#include <map>
#include <nlohmann/json.hpp>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kWidthOfKind = 10;
constexpr ChangeKind kKinds[] = {ChangeKind::kCame, ChangeKind::kWent, ChangeKind::kStricter,
                                 ChangeKind::kLooser, ChangeKind::kChanged};

const Operation& either(const OperationChanges& pair) {
  return pair.after != nullptr ? *pair.after : *pair.before;
}

// One that a single version has is a change by itself.
Changes changes_of(const OperationChanges& pair) {
  if (pair.before != nullptr && pair.after != nullptr) return pair.changes;
  const auto side = [](const Operation* operation) {
    return operation == nullptr ? ChangeSide{} : side_at(operation->node.key_place());
  };
  return {{pair.after != nullptr ? ChangeKind::kCame : ChangeKind::kWent, "operation", "",
           side(pair.before), side(pair.after)}};
}

std::string written_value(const ChangeSide& side) {
  if (!side.value) return "none";
  return printable(side.value->dump(-1, ' ', false, Json::error_handler_t::replace));
}

// Of what only one version has, that one's.
std::string of_both(ChangeKind kind, const std::string& before, const std::string& after) {
  if (kind == ChangeKind::kCame) return after;
  return kind == ChangeKind::kWent ? before : before + " → " + after;
}

std::string head_of(const Operation& operation) {
  const std::string address = operation.method + " " + operation.full_path();
  return operation.id == address ? address : address + "  (" + operation.id + ")";
}

std::string line_of(const Change& change) {
  std::string line = std::string("  ") + to_string(change.kind);
  line.append(2 + kWidthOfKind - line.size(), ' ');
  line += printable(change.part, change.part.size());
  if (!change.pointer.empty()) line += " " + printable(change.pointer, change.pointer.size());
  if (change.before.value || change.after.value)
    line += ": " + of_both(change.kind, written_value(change.before), written_value(change.after));
  return line + "  at " +
         of_both(change.kind, to_string(change.before.place), to_string(change.after.place)) + "\n";
}

std::string number_of(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string changes_as_text(const ModelChanges& all) {
  std::string out;
  std::map<ChangeKind, std::size_t> counts;
  std::size_t number = 0;
  for (const OperationChanges& pair : all.changed) {
    out += head_of(either(pair)) + "\n";
    for (const Change& change : changes_of(pair)) {
      out += line_of(change);
      ++counts[change.kind];
      ++number;
    }
  }
  if (number == 0) return "no difference in " + number_of(all.operations, "operation") + "\n";
  std::vector<std::string> kinds;
  for (const ChangeKind kind : kKinds)
    if (counts[kind] > 0) kinds.push_back(std::to_string(counts[kind]) + " " + to_string(kind));
  return out + number_of(number, "difference") + " in " + std::to_string(all.changed.size()) +
         " of " + number_of(all.operations, "operation") + ": " + listed(kinds) + "\n";
}

Json side_as_json(const ChangeSide& side) {
  Json out = Json::object();
  if (side.value) out["value"] = *side.value;
  if (side.place.file.empty()) return out;
  out["file"] = side.place.file;
  out["line"] = side.place.line;
  out["column"] = side.place.column;
  return out;
}

std::string changes_as_json(const ModelChanges& all) {
  Json list = Json::array();
  for (const OperationChanges& pair : all.changed) {
    const Operation& operation = either(pair);
    for (const Change& change : changes_of(pair)) {
      list.push_back({{"change", to_string(change.kind)},
                      {"operation", operation.id},
                      {"method", operation.method},
                      {"path", operation.full_path()},
                      {"part", change.part},
                      {"pointer", change.pointer},
                      {"before", side_as_json(change.before)},
                      {"after", side_as_json(change.after)}});
    }
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string report(const ModelChanges& changes, const std::string& format) {
  return format == "json" ? changes_as_json(changes) : changes_as_text(changes);
}

}  // namespace emulator
