// Keywords about a value as a whole, and about numbers.

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "emulator/model/json_value.h"
#include "emulator/model/json_words.h"
#include "emulator/model/schema_site.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

struct TypeRow {
  std::string_view name;
  TypeBit bit;
  const char* phrase;
};
constexpr std::array<TypeRow, 7> kTypes{{
    {"string", kStringBit, "a string"},
    {"integer", kIntegerBit, "an integer"},
    {"number", kNumberBit, "a number"},
    {"boolean", kBooleanBit, "true or false"},
    {"array", kArrayBit, "an array"},
    {"object", kObjectBit, "an object"},
    {"null", kNullBit, "null"},
}};

std::uint8_t type_bit_of(const Json& value) {
  switch (value.type()) {
    case Json::value_t::null:
      return kNullBit;
    case Json::value_t::boolean:
      return kBooleanBit;
    case Json::value_t::string:
      return kStringBit;
    case Json::value_t::array:
      return kArrayBit;
    case Json::value_t::object:
      return kObjectBit;
    default:
      return kNumberBit;
  }
}

class Type : public Assertion {
 public:
  /// is_written  only what is written without a fraction or an exponent is an integer: 1.0 is none
  Type(std::string keyword, std::uint8_t types, bool is_written)
      : Assertion(std::move(keyword)), types_(types), is_written_(is_written) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    const auto bit = type_bit_of(value);
    if ((types_ & bit) != 0) return true;
    if (bit == kNumberBit && (types_ & kIntegerBit) != 0 &&
        (is_written_ ? value.is_number_integer() : is_integer(value))) {
      return true;
    }
    return run.fail(path, keyword(), [&] { return demand() + ", is " + described(value); });
  }

 private:
  std::string demand() const {
    std::string list = "must be ";
    std::string_view joint;
    for (const auto& row : kTypes) {
      if ((types_ & row.bit) == 0) continue;
      list.append(joint).append(row.phrase);
      joint = " or ";
    }
    return list;
  }

  const std::uint8_t types_;
  const bool is_written_;
};

std::vector<std::string> type_names(Dialect dialect) {
  std::vector<std::string> names;
  for (const auto& row : kTypes) {
    if (row.bit != kNullBit || dialect != Dialect::kOpenApi30) names.emplace_back(row.name);
  }
  return names;
}

/// There is no such type: reported, and 0.
std::uint8_t type_bit_named(const KeywordSite& site, const std::string& name) {
  const auto names = type_names(site.dialect());
  if (std::find(names.begin(), names.end(), name) != names.end()) {
    return std::find_if(kTypes.begin(), kTypes.end(),
                        [&](const TypeRow& row) { return row.name == name; })
        ->bit;
  }
  const auto meant = nearest(name, names);
  site.error("schema.type", "there is no type " + brief(name),
             name == "null"  ? "write 'nullable: true' beside another type"
             : meant.empty() ? "write one of " + joined(names, brief)
                             : "did you mean " + brief(meant) + "?");
  return 0;
}

std::uint8_t type_bits(const KeywordSite& site) {
  if (!site.value.is_array()) {
    const std::string* name = site.text();
    return name == nullptr ? 0 : type_bit_named(site, *name);
  }
  if (site.dialect() == Dialect::kOpenApi30) {
    site.wrong_type("a string", "write one type; 'nullable: true' beside it allows null");
    return 0;
  }
  if (!site.is_array_of_texts()) return 0;
  std::uint8_t bits = 0;
  for (const auto& name : site.value) bits |= type_bit_named(site, name.get<std::string>());
  return bits;
}

void compile_type(const KeywordSite& site) {
  auto bits = type_bits(site);
  if (bits == 0) return;
  site.keywords.types = bits;
  const Json* nullable = site.sibling("nullable");
  site.keywords.is_nullable =
      site.dialect() == Dialect::kOpenApi30 && nullable != nullptr && *nullable == true;
  if (site.keywords.is_nullable) bits |= kNullBit;
  site.add<Type>(bits, site.dialect() == Dialect::kDraft4);
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

class Const : public Assertion {
 public:
  /// wanted  lives as long as the document
  Const(std::string keyword, const Json& wanted) : Assertion(std::move(keyword)), wanted_(wanted) {}

  bool check(const Json& value, const Path& path, Evaluation& run) const override {
    if (equal_values(value, wanted_)) return true;
    return run.fail(path, keyword(), [&] {
      const bool is_same_kind = wanted_.is_structured() && wanted_.type() == value.type();
      return "must be " + (wanted_.is_structured() ? "the value under 'const'" : written(wanted_)) +
             ", is " + (is_same_kind ? "another" : described(value));
    });
  }

 private:
  const Json& wanted_;
};

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

/// exclusive_name  the flag beside it that excludes the bound itself, in the older dialects
void compile_bound(const KeywordSite& site, int direction, const char* exclusive_name) {
  if (!site.is_number()) return;
  const bool has_flag = (mask_of(site.dialect()) & (kIn30 | kInDraft4)) != 0;
  const Json* exclusive = has_flag ? site.sibling(exclusive_name) : nullptr;
  site.add<Bound>(site.value, direction, exclusive != nullptr && *exclusive == true);
}

void compile_exclusive_flag(const KeywordSite& site, const char* bound_name) {
  if (site.value.is_boolean()) return;
  site.wrong_type("true or false", std::string("write the number as '") + bound_name + "' and '" +
                                       std::string(site.name) + ": true' beside it");
}

void compile_exclusive_bound(const KeywordSite& site, int direction) {
  if (site.value.is_boolean()) {
    return site.wrong_type("a number", "write the bound itself; the flag was OpenAPI 3.0's");
  }
  if (site.is_number()) site.add<Bound>(site.value, direction, true);
}

constexpr DialectMask kFlags = kIn30 | kInDraft4;

constexpr KeywordRow kScalarRows[] = {
    {"type", kInAll, compile_type},
    // Read by type, the only keyword that it changes.
    {"nullable", kIn30, [](const KeywordSite& site) { site.flag(); }},
    {"enum", kInAll, compile_enum},
    {"const", kFromDraft6, [](const KeywordSite& site) { site.add<Const>(site.value); }},
    {"multipleOf", kInAll, compile_multiple_of},
    {"maximum", kInAll,
     [](const KeywordSite& site) { compile_bound(site, 1, "exclusiveMaximum"); }},
    {"minimum", kInAll,
     [](const KeywordSite& site) { compile_bound(site, -1, "exclusiveMinimum"); }},
    {"exclusiveMaximum", kFlags,
     [](const KeywordSite& site) { compile_exclusive_flag(site, "maximum"); }},
    {"exclusiveMinimum", kFlags,
     [](const KeywordSite& site) { compile_exclusive_flag(site, "minimum"); }},
    {"exclusiveMaximum", kFromDraft6,
     [](const KeywordSite& site) { compile_exclusive_bound(site, 1); }},
    {"exclusiveMinimum", kFromDraft6,
     [](const KeywordSite& site) { compile_exclusive_bound(site, -1); }},
};

}  // namespace

std::vector<std::string_view> type_words(std::uint8_t types) {
  std::vector<std::string_view> words;
  for (const auto& row : kTypes) {
    if ((types & row.bit) != 0) words.push_back(row.name);
  }
  return words;
}

std::span<const KeywordRow> scalar_keywords() { return kScalarRows; }

}  // namespace emulator
