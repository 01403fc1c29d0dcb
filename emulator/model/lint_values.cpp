#include "emulator/model/lint_values.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "emulator/model/schema.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

constexpr std::size_t kMostOfValue = 40;

std::string keyword_of(const SchemaError& error) {
  return error.keyword.substr(error.keyword.rfind('/') + 1);
}

// Why none of the values passes, by the first of them that is not of another type; one passes: nullopt.
std::optional<std::string> why_none(const Schema& schema, const Json& values,
                                    std::string& keyword) {
  std::string why;
  for (const Json& value : values) {
    const auto errors = schema.validate(value);
    if (errors.empty()) return std::nullopt;
    if (!why.empty() || keyword_of(errors.front()) == "type") continue;
    keyword = keyword_of(errors.front());
    why = printable(value.dump(), kMostOfValue) + " " + errors.front().message;
  }
  return why.empty() ? std::nullopt : std::optional(why);
}

void warn(const Located& at, const std::string& message, const std::string& name,
          const std::string& keyword, Findings& findings) {
  findings.add(at.finding_at_key(
      Severity::kWarning, "document.no-value-allowed", message,
      "every value is refused; change `" + name +
          (keyword == name ? "`, or the other one that says it" : "`, or `" + keyword + "`")));
}

}  // namespace

void lint_values(const Located& schema, Findings& findings) {
  const Located one = member_of(schema, "const"), several = member_of(schema, "enum");
  const bool has_several = several && several.value->is_array() && !several.value->empty();
  if (schema.value->size() < 2 || (!one && !has_several)) return;
  Findings told;  // when the documents were read
  const Schema judge(schema, told);
  if (told.has_errors()) return;
  std::string keyword;
  if (has_several) {
    if (const auto why = why_none(judge, *several.value, keyword))
      warn(several, "no value of `enum` passes the rest of its schema: " + *why, "enum", keyword,
           findings);
  } else if (const auto why = why_none(judge, Json::array({*one.value}), keyword)) {
    warn(one, "the value of `const` does not pass the rest of its schema: " + *why, "const",
         keyword, findings);
  }
}

}  // namespace emulator
