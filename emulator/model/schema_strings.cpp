// Keywords about strings, and `format`.

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "emulator/model/json_value.h"
#include "emulator/model/json_words.h"
#include "emulator/model/schema_formats.h"
#include "emulator/model/schema_site.h"
#include "emulator/text/regex.h"

namespace emulator {
namespace {

/// Code points of a string. direction  1: at most, -1: at least
class Length : public Assertion {
 public:
  Length(std::string keyword, std::size_t limit, int direction)
      : Assertion(std::move(keyword)), limit_(limit), direction_(direction) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_string()) return true;
    const auto length = count_code_points(value.get_ref<const std::string&>());
    if (direction_ > 0 ? length <= limit_ : length >= limit_) return true;
    return run.fail(path, keyword(), [&] {
      return std::string("must have at ") + (direction_ > 0 ? "most " : "least ") +
             counted(limit_, "character") + ", has " + std::to_string(length);
    });
  }

 private:
  const std::size_t limit_;
  const int direction_;
};

void compile_length(const KeywordSite& site, int direction) {
  if (const auto limit = site.count()) site.add<Length>(*limit, direction);
}

class Pattern : public Assertion {
 public:
  Pattern(std::string keyword, Regex regex)
      : Assertion(std::move(keyword)), regex_(std::move(regex)) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_string() || regex_.matches(value.get_ref<const std::string&>())) return true;
    return run.fail(path, keyword(), [&] {
      return "must match the pattern " + brief(regex_.pattern()) + ", is " + described(value);
    });
  }

 private:
  const Regex regex_;
};

void compile_pattern(const KeywordSite& site) {
  const std::string* pattern = site.text();
  if (pattern == nullptr) return;
  if (auto regex = site.regex(*pattern)) site.add<Pattern>(*std::move(regex));
}

class FormatIs : public Assertion {
 public:
  FormatIs(std::string keyword, const Format& format)
      : Assertion(std::move(keyword)), format_(format) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (format_.holds(value)) return true;
    return run.fail(path, keyword(), [&] {
      return std::string("must be ") + format_.phrase + ", is " + described(value);
    });
  }

 private:
  const Format& format_;
};

void compile_format(const KeywordSite& site) {
  const std::string* name = site.text();
  if (name == nullptr) return;
  if (const Format* format = find_format(*name)) site.add<FormatIs>(*format);
}

constexpr KeywordRow kStringRows[] = {
    {"maxLength", kInAll, [](const KeywordSite& site) { compile_length(site, 1); }},
    {"minLength", kInAll, [](const KeywordSite& site) { compile_length(site, -1); }},
    {"pattern", kInAll, compile_pattern},
    {"format", kInAll, compile_format},
};

}  // namespace

std::optional<Regex> KeywordSite::regex(const std::string& pattern,
                                        const std::string& where) const {
  const SchemaPlace at{node.document, where.empty() ? pointer : where};
  try {
    Regex regex(pattern, Regex::Style::kSearch);
    if (!regex.is_ecma()) {
      compiler.add(
          {Severity::kWarning, "schema.pattern-dialect",
           "the pattern " + brief(pattern) + " is not one of ECMA-262, which is meant here", at,
           "it works here; other tools may refuse it or understand it differently"});
    }
    return regex;
  } catch (const std::invalid_argument& mistake) {
    compiler.add({Severity::kError, "schema.pattern",
                  "the pattern " + brief(pattern) + " is no regular expression: " + mistake.what(),
                  at, "correct it; a character that is meant as itself is written behind a '\\'"});
    return std::nullopt;
  }
}

std::span<const KeywordRow> string_keywords() { return kStringRows; }

}  // namespace emulator
