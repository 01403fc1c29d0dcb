#include "emulator/decide/decision.h"

#include <algorithm>

#include "emulator/model/operation.h"
#include "emulator/model/target.h"
#include "emulator/text/quote.h"

namespace emulator {

const char* to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAccepted:
      return "accepted";
    case Outcome::kRefused:
      return "refused";
    case Outcome::kUnmatched:
      return "unmatched";
    case Outcome::kMalformed:
      return "malformed";
    case Outcome::kFailed:
      return "failed";
  }
  return "";
}

std::string message_of(const Violation& violation) {
  const Rule& rule = *violation.rule;
  std::string where = to_string(rule.in);
  if (!rule.name.empty()) where += " " + rule.name;
  if (violation.pointer && !violation.pointer->empty())
    where += " " + printable(*violation.pointer);
  return where + ": expected " + violation.expected + ", found " + violation.found;
}

const Place& place_of(const Violation& violation) {
  return violation.place ? *violation.place : violation.rule->place;
}

namespace {

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::kHeld:
      return "held";
    case Verdict::kBroken:
      return "broken";
    case Verdict::kSkipped:
      return "skipped";
  }
  return "";
}

// "at /size: ", where the rule looks into a value.
std::string at(const Violation& violation) {
  const bool is_part = violation.pointer && !violation.pointer->empty();
  return is_part ? "at " + printable(*violation.pointer) + ": " : "";
}

std::string place_of(const Record& record) {
  return to_string(record.document->place(record.pointer));
}

// The server's path that the call was sent with: what stands before what the operation's own path fits.
std::string base_in(const Request& request, const Operation& operation) {
  const auto slashes = [](std::string_view path) {
    return std::count(path.begin(), path.end(), '/');
  };
  const auto target = split_target(request.target);
  const auto before = target ? slashes(target->path) - slashes(operation.path) : 0;
  std::size_t end = 0;
  for (auto i = before; i > 0; --i) end = target->path.find('/', end + 1);
  return before > 0 ? printable(target->path.substr(0, end)) : "";
}

// Which records the answer is made from, or would have been.
void add_records(const Plan& plan, const Plan::Found& found, std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < plan.lookups.size() && i < found.size(); ++i) {
    if (!found[i]) continue;
    const LookupStep& lookup = plan.lookups[i];
    lines.push_back("record " + lookup.name + " of '" + lookup.collection->name() + "' at " +
                    place_of(*found[i]));
    for (const MergeStep& merge : plan.merges) {
      const Record* patch = merge.lookup == i ? plan.patch_for(merge, found) : nullptr;
      if (!patch) continue;
      lines.push_back("patch of '" + merge.collection->name() + "' at " + place_of(*patch));
    }
  }
}

}  // namespace

std::string name_of(const Stub& stub) {
  return "the stub " + (stub.name.empty() ? stub.id : in_quotes(stub.name) + " (" + stub.id + ")");
}

std::vector<std::string> trail_of(const Decision& decision, const Request& request) {
  std::vector<std::string> lines;
  if (decision.operation) {
    const Operation& operation = *decision.operation;
    lines.push_back("operation " + operation.id + " (" + operation.method + " " +
                    base_in(request, operation) + operation.path + ") at " +
                    to_string(operation.node.key_place()));
  }
  std::size_t next = 0;
  for (const Judged& judged : decision.judged) {
    const Rule& rule = *judged.rule;
    lines.push_back(std::string(word(judged.verdict)) + " " + rule.id + " (" + to_string(rule.cls) +
                    ") at " + to_string(rule.place) +
                    (rule.row.file.empty() ? "" : ", by " + to_string(rule.row)));
    if (judged.verdict != Verdict::kBroken) continue;
    for (; next < decision.violations.size() && decision.violations[next].rule == judged.rule;
         ++next) {
      const Violation& violation = decision.violations[next];
      lines.push_back("  " + at(violation) + "expected " + violation.expected + ", found " +
                      violation.found);
      if (!violation.hint.empty()) lines.push_back("  hint: " + violation.hint);
    }
  }
  if (decision.plan) add_records(*decision.plan, decision.found, lines);
  for (const RecordChange& change : decision.changes)
    lines.push_back((change.record ? "puts the record " : "takes out the record ") +
                    in_quotes(change.key) + " of " + in_quotes(change.collection));
  for (const std::string& note : decision.notes) lines.push_back("note: " + note);
  if (decision.stub) {
    lines.push_back("answered by " + name_of(*decision.stub) + ", not by the document");
    return lines;
  }
  lines.push_back(std::string(to_string(decision.outcome)) + " with " +
                  std::to_string(decision.response.status));
  return lines;
}

std::string why_of(const Decision& decision) {
  if (decision.outcome == Outcome::kAccepted && !decision.stub) return {};
  std::string why;
  for (const Violation& violation : decision.violations) {
    if (!why.empty()) why += "; ";
    why += violation.rule->id + " (" + to_string(violation.rule->cls) + ", " +
           to_string(place_of(violation)) + "): " + at(violation) + "expected " +
           violation.expected + ", found " + violation.found;
    if (!violation.hint.empty()) why += " — " + violation.hint;
  }
  for (const std::string& note : decision.notes) why += (why.empty() ? "" : "; ") + note;
  return why;
}

}  // namespace emulator
