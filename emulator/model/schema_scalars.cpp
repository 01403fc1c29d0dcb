// Keywords about any value, numbers and strings.

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "emulator/model/json_value.h"
#include "emulator/model/json_words.h"
#include "emulator/model/schema_compile.h"
#include "emulator/model/schema_formats.h"
#include "emulator/text/nearest.h"
#include "emulator/text/regex.h"

namespace emulator {
namespace {

struct TypeRow {
  std::string_view name;
  const char* phrase;
  bool (*holds)(const Json& value);
};

constexpr std::array<TypeRow, 6> kTypes{{
    {"string", "a string", [](const Json& value) { return value.is_string(); }},
    {"integer", "an integer", is_integer},
    {"number", "a number", [](const Json& value) { return value.is_number(); }},
    {"boolean", "true or false", [](const Json& value) { return value.is_boolean(); }},
    {"array", "an array", [](const Json& value) { return value.is_array(); }},
    {"object", "an object", [](const Json& value) { return value.is_object(); }},
}};

class Type : public Assertion {
 public:
  Type(std::string keyword, const TypeRow& type, bool is_nullable)
      : Assertion(std::move(keyword)), type_(type), is_nullable_(is_nullable) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (type_.holds(value) || (is_nullable_ && value.is_null())) return true;
    return run.fail(path, keyword(), [&] {
      return std::string("must be ") + type_.phrase + (is_nullable_ ? " or null" : "") + ", is " +
             described(value);
    });
  }

 private:
  const TypeRow& type_;
  const bool is_nullable_;
};

void compile_type(const KeywordSite& site) {
  if (site.value.is_array()) {
    return site.wrong_type("a string", "write one type; 'nullable: true' beside it allows null");
  }
  const std::string* name = site.text();
  if (name == nullptr) return;
  const auto type = std::find_if(kTypes.begin(), kTypes.end(),
                                 [&](const TypeRow& row) { return row.name == *name; });
  if (type == kTypes.end()) {
    std::vector<std::string> names;
    for (const auto& row : kTypes) names.emplace_back(row.name);
    const auto meant = nearest(*name, names);
    return site.error("schema.type", "there is no type " + brief(*name),
                      *name == "null" ? "write 'nullable: true' beside another type"
                      : meant.empty() ? "write one of " + joined(names, brief)
                                      : "did you mean " + brief(meant) + "?");
  }
  const auto nullable = site.schema.find("nullable");
  const bool is_nullable = nullable != site.schema.end() && *nullable == true;
  site.node.type = *name;
  site.add<Type>(*type, is_nullable);
}

class Enum : public Assertion {
 public:
  /// values  lives as long as the document
  Enum(std::string keyword, const Json& values) : Assertion(std::move(keyword)), values_(values) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    for (const auto& allowed : values_) {
      if (equal_values(value, allowed)) return true;
    }
    return run.fail(path, keyword(), [&] {
      return (values_.size() == 1 ? "must be " : "must be one of ") + joined(values_, written) +
             ", is " + described(value);
    });
  }

 private:
  const Json& values_;
};

void compile_enum(const KeywordSite& site) {
  if (site.is_array()) site.add<Enum>(site.value);
}

class MultipleOf : public Assertion {
 public:
  MultipleOf(std::string keyword, const Json& factor)
      : Assertion(std::move(keyword)), factor_(factor) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_number() || is_multiple_of(value, factor_)) return true;
    return run.fail(path, keyword(), [&] {
      return "must be a multiple of " + written(factor_) + ", is " + written(value);
    });
  }

 private:
  const Json& factor_;
};

void compile_multiple_of(const KeywordSite& site) {
  if (!site.value.is_number() || site.value <= 0) return site.wrong_type("a number above 0");
  site.add<MultipleOf>(site.value);
}

/// direction  1: a maximum, -1: a minimum
class Bound : public Assertion {
 public:
  Bound(std::string keyword, const Json& limit, int direction, bool is_exclusive)
      : Assertion(std::move(keyword)),
        limit_(limit),
        direction_(direction),
        is_exclusive_(is_exclusive) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (!value.is_number()) return true;
    const int beyond = compare_numbers(value, limit_) * direction_;
    if (beyond < 0 || (beyond == 0 && !is_exclusive_)) return true;
    return run.fail(path, keyword(), [&] {
      const char* relation = direction_ > 0 ? (is_exclusive_ ? "less than " : "at most ")
                                            : (is_exclusive_ ? "greater than " : "at least ");
      return std::string("must be ") + relation + written(limit_) + ", is " + written(value);
    });
  }

 private:
  const Json& limit_;
  const int direction_;
  const bool is_exclusive_;
};

void compile_bound(const KeywordSite& site, int direction, const char* exclusive_name) {
  if (!site.is_number()) return;
  const auto exclusive = site.schema.find(exclusive_name);
  const bool is_exclusive = exclusive != site.schema.end() && *exclusive == true;
  site.add<Bound>(site.value, direction, is_exclusive);
}

void compile_exclusive(const KeywordSite& site, const char* bound_name) {
  if (site.value.is_boolean()) return;
  site.wrong_type("true or false", std::string("write the number as '") + bound_name + "' and '" +
                                       site.name + ": true' beside it");
}

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
  try {
    site.add<Pattern>(Regex(*pattern, Regex::Style::kSearch));
  } catch (const std::invalid_argument& mistake) {
    site.error("schema.pattern",
               "the pattern " + brief(*pattern) + " is no regular expression: " + mistake.what(),
               "correct it; a character that is meant as itself is written behind a '\\'");
  }
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

constexpr KeywordRow kScalarRows[] = {
    {"type", compile_type},
    // Read by type, the only keyword that it changes.
    {"nullable", [](const KeywordSite& site) { site.flag(); }},
    {"enum", compile_enum},
    {"multipleOf", compile_multiple_of},
    {"maximum", [](const KeywordSite& site) { compile_bound(site, 1, "exclusiveMaximum"); }},
    {"minimum", [](const KeywordSite& site) { compile_bound(site, -1, "exclusiveMinimum"); }},
    {"exclusiveMaximum", [](const KeywordSite& site) { compile_exclusive(site, "maximum"); }},
    {"exclusiveMinimum", [](const KeywordSite& site) { compile_exclusive(site, "minimum"); }},
    {"maxLength", [](const KeywordSite& site) { compile_length(site, 1); }},
    {"minLength", [](const KeywordSite& site) { compile_length(site, -1); }},
    {"pattern", compile_pattern},
    {"format", compile_format},
};

void any_value(const KeywordSite&) {}
void text_value(const KeywordSite& site) { site.text(); }
void flag_value(const KeywordSite& site) { site.flag(); }
void object_value(const KeywordSite& site) { site.is_object(); }

constexpr KeywordRow kAnnotations[] = {
    {"title", text_value},
    {"description", text_value},
    {"default", any_value},
    {"example", any_value},
    {"deprecated", flag_value},
    {"readOnly", flag_value},
    {"writeOnly", flag_value},
    {"xml", object_value},
    {"externalDocs", object_value},
    // A reference has been followed before; what is left here is not one.
    {"$ref", [](const KeywordSite& site) { site.text(); }},
};

}  // namespace

std::span<const KeywordRow> scalar_keywords() { return kScalarRows; }
std::span<const KeywordRow> annotation_keywords() { return kAnnotations; }

}  // namespace emulator
