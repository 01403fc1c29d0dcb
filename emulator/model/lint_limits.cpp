#include "emulator/model/lint_limits.h"

#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"

namespace emulator {
namespace {

struct CountLimits {
  const char* least;
  const char* most;
  const char* nothing;
};

constexpr CountLimits kCountLimits[] = {
    {"minLength", "maxLength", "no text has such a length"},
    {"minItems", "maxItems", "no array has so many items"},
    {"minProperties", "maxProperties", "no object has so many members"},
    {"minContains", "maxContains", "no array has so many such items"},
};

constexpr const char* kContradiction = "document.no-value-between";

Located number_at(const Located& schema, const char* name) {
  const Located limit = member_of(schema, name);
  return limit && limit.value->is_number() ? limit : Located{};
}

// One end of the numbers that pass. A switch beside it, or a keyword of its own, takes the limit itself out.
struct NumberLimit {
  std::string name;
  Located at;
  bool is_out = false;
};

NumberLimit number_limit(const Located& schema, const char* with, const char* without, int sign) {
  NumberLimit limit{with, number_at(schema, with)};
  if (limit.at && bool_of(schema, without)) limit.is_out = true;
  const Located other = number_at(schema, without);
  if (other && (!limit.at || sign * compare_numbers(*other.value, *limit.at.value) >= 0))
    return {without, other, true};
  return limit;
}

std::string words_of(const NumberLimit& limit) {
  const bool by_switch = limit.is_out && !limit.name.starts_with("exclusive");
  return "`" + limit.name + "` is " + limit.at.value->dump() + (by_switch ? " (excluded)" : "");
}

void lint_numbers(const Located& schema, Findings& findings) {
  const NumberLimit least = number_limit(schema, "minimum", "exclusiveMinimum", 1);
  const NumberLimit most = number_limit(schema, "maximum", "exclusiveMaximum", -1);
  if (!least.at || !most.at) return;
  const int order = compare_numbers(*least.at.value, *most.at.value);
  if (order < 0 || (order == 0 && !least.is_out && !most.is_out)) return;
  findings.add(least.at.finding_at_key(
      Severity::kWarning, kContradiction, words_of(least) + " and " + words_of(most),
      "no number is between them, and every one is refused; change one of the two"));
}

}  // namespace

void lint_limits(const Located& schema, Findings& findings) {
  for (const CountLimits& row : kCountLimits) {
    const Located least = number_at(schema, row.least), most = number_at(schema, row.most);
    if (!least || !most || compare_numbers(*least.value, *most.value) <= 0) continue;
    findings.add(least.finding_at_key(
        Severity::kWarning, kContradiction,
        std::string("`") + row.least + "` is " + least.value->dump() + " and `" + row.most +
            "` is " + most.value->dump(),
        std::string(row.nothing) + ", and every one is refused; change one of the two"));
  }
  lint_numbers(schema, findings);
}

}  // namespace emulator
