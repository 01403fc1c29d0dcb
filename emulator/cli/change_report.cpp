#include "emulator/cli/change_report.h"

#include <map>
#include <nlohmann/json.hpp>

#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kWidthOfImpact = 11;
constexpr std::size_t kWidthOfKind = 10;
constexpr const char* kSharedBy = "all operations without their own";
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
  const bool came = pair.after != nullptr;
  return {{came ? ChangeKind::kCame : ChangeKind::kWent, "operation", "", side(pair.before),
           side(pair.after), came ? Impact::kSafe : Impact::kBreaks}};
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
  const std::string id = text_of(operation.node, "operationId");
  return id.empty() ? address : address + "  (" + id + ")";
}

std::string line_of(const Change& change) {
  std::string line = std::string("  ") + to_string(change.impact);
  line.append(2 + kWidthOfImpact - line.size(), ' ');
  line += to_string(change.kind);
  line.append(2 + kWidthOfImpact + kWidthOfKind - line.size(), ' ');
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

// How many of which kind, and what they mean to clients.
class Counts {
 public:
  void add(const Change& change) {
    ++kinds_[change.kind];
    ++impacts_[change.impact];
    ++number_;
  }
  std::size_t number() const { return number_; }

  std::string kinds() const {
    std::vector<std::string> words;
    for (const ChangeKind kind : kKinds) {
      const auto count = kinds_.find(kind);
      if (count != kinds_.end())
        words.push_back(std::to_string(count->second) + " " + to_string(kind));
    }
    return listed(words);
  }

  std::string impacts() const {
    std::vector<std::string> words;
    for (const Impact impact : {Impact::kBreaks, Impact::kMayBreak, Impact::kSafe}) {
      const auto count = impacts_.find(impact);
      if (count != impacts_.end()) words.push_back(words_for(impact, count->second));
    }
    return listed(words);
  }

 private:
  static std::string words_for(Impact impact, std::size_t count) {
    const std::string number = std::to_string(count);
    if (impact == Impact::kMayBreak) return number + " may";
    if (impact == Impact::kSafe) return number + (count == 1 ? " is safe" : " are safe");
    return number + (count == 1 ? " breaks clients" : " break clients");
  }

  std::map<ChangeKind, std::size_t> kinds_;
  std::map<Impact, std::size_t> impacts_;
  std::size_t number_ = 0;
};

std::string lines_of(const std::string& head, const Changes& changes, Counts& counts) {
  std::string out = head + "\n";
  for (const Change& change : changes) {
    out += line_of(change);
    counts.add(change);
  }
  return out;
}

std::string changes_as_text(const ModelChanges& all) {
  if (all.empty()) return "no difference in " + number_of(all.operations, "operation") + "\n";
  std::string out;
  Counts counts;
  if (!all.shared.empty()) out += lines_of(kSharedBy, all.shared, counts);
  for (const OperationChanges& pair : all.changed)
    out += lines_of(head_of(either(pair)), changes_of(pair), counts);
  const std::string operations =
      std::to_string(all.changed.size()) + " of " + number_of(all.operations, "operation");
  return out + number_of(counts.number(), "difference") + " in " +
         (all.shared.empty() ? "" : "what operations share and ") + operations + ": " +
         counts.kinds() + "; " + counts.impacts() + "\n";
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

// operation  what operations share names none: nullptr
Json change_as_json(const Change& change, const Operation* operation) {
  Json out = {{"change", to_string(change.kind)}, {"clients", to_string(change.impact)}};
  if (operation != nullptr) {
    out["operation"] = operation->id;
    out["method"] = operation->method;
    out["path"] = operation->full_path();
  }
  out["part"] = change.part;
  out["pointer"] = change.pointer;
  out["before"] = side_as_json(change.before);
  out["after"] = side_as_json(change.after);
  return out;
}

std::string changes_as_json(const ModelChanges& all) {
  Json list = Json::array();
  for (const Change& change : all.shared) list.push_back(change_as_json(change, nullptr));
  for (const OperationChanges& pair : all.changed) {
    for (const Change& change : changes_of(pair))
      list.push_back(change_as_json(change, &either(pair)));
  }
  return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string report(const ModelChanges& changes, const std::string& format) {
  return format == "json" ? changes_as_json(changes) : changes_as_text(changes);
}

}  // namespace emulator
