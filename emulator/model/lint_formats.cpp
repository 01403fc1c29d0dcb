#include "emulator/model/lint_formats.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <tuple>

#include "emulator/model/json_words.h"
#include "emulator/model/schema_formats.h"
#include "emulator/model/schema_types.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

// What they say is for readers, or nothing that could be wrong.
constexpr const char* kFreeFormats[] = {"float", "double", "password", "binary"};

bool is_free_format(const std::string& name) {
  return std::any_of(std::begin(kFreeFormats), std::end(kFreeFormats),
                     [&](const char* known) { return name == known; });
}

bool is_about_numbers(const std::string& name) {
  return name == "float" || name == "double" || name.starts_with("int") || name.starts_with("uint");
}

bool is_before(const Located& a, const Located& b) {
  const Place one = a.place(), other = b.place();
  return std::tie(one.file, one.line, one.column) < std::tie(other.file, other.line, other.column);
}

}  // namespace

void FormatLint::look_at(const Located& schema) {
  const Located format = member_of(schema, "format");
  if (!format || !format.value->is_string()) return;
  const auto& name = format.value->get_ref<const std::string&>();
  if (find_format(name) == nullptr && !is_free_format(name)) {
    Use& use = unknown_[name];
    if (use.count++ == 0 || is_before(format, use.first)) use.first = format;
    return;
  }
  const auto types = types_of(schema);
  const bool fits = is_about_numbers(name) ? types.count("number") + types.count("integer") > 0
                                           : types.count("string") > 0;
  if (!types.empty() && !fits) idle_.push_back(schema);
}

void FormatLint::report(Findings& findings) const {
  for (const auto& [name, use] : unknown_) {
    const std::string_view meant = nearest(name, format_names());
    findings.add(use.first.finding(
        Severity::kNote, "document.unchecked-format",
        "the format " + in_quotes(name) + " is not checked" +
            (use.count == 1 ? "" : ", here and in " + counted(use.count - 1, "other place")),
        meant.empty()
            ? "any value of its type passes; where a test relies on the form, say it with "
              "`pattern` or limits"
            : "did you mean " + in_quotes(meant) + "? Any value of its type passes"));
  }
  for (const Located& schema : idle_) {
    const auto types = types_of(schema);
    const std::string name = text_of(schema, "format");
    findings.add(member_of(schema, "format")
                     .finding(Severity::kNote, "document.format-of-another-type",
                              "the format " + in_quotes(name) + " is about " +
                                  (is_about_numbers(name) ? "numbers" : "text") +
                                  ", where `type` says " + listed_types(types),
                              "it is not checked; remove it, or change `type`"));
  }
}

}  // namespace emulator
