#include "emulator/model/matcher.h"

#include <algorithm>
#include <array>
#include <deque>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "emulator/model/date_match.h"
#include "emulator/model/equal_to_json.h"
#include "emulator/model/json_path.h"
#include "emulator/model/json_value.h"
#include "emulator/model/json_words.h"
#include "emulator/model/message.h"
#include "emulator/model/pattern_reader.h"
#include "emulator/model/schema_match.h"
#include "emulator/model/unsupported_matcher.h"
#include "emulator/text/base64.h"
#include "emulator/text/nearest.h"
#include "emulator/text/shallow_json.h"

namespace emulator {

/// What one operator asks of a value, and of its absence.
class ValueMatcher::Operator {
 public:
  Operator() = default;
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;
  virtual ~Operator() = default;
  virtual bool matches(std::string_view value) const = 0;
  virtual bool matches_missing() const { return false; }
  virtual bool is_absent() const { return false; }
  /// Of what a JSONPath leads to; else one of their elements is enough.
  virtual bool wants_whole_arrays() const { return false; }
};

namespace {

using Operator = ValueMatcher::Operator;
using OperatorPtr = std::shared_ptr<const Operator>;

/// A client may nest and, or and not as deep as its JSON goes.
constexpr int kMaxMatcherNesting = 32;

/// Bodies nested deeper match no path: walking them would cost the stack.
constexpr std::size_t kMaxBodyNesting = 256;

OperatorPtr read_operator(const PatternSite& matcher, int nesting);

class EqualTo : public Operator {
 public:
  EqualTo(std::string expected, bool ignores_case)
      : expected_(std::move(expected)), ignores_case_(ignores_case) {}
  bool matches(std::string_view value) const override {
    return ignores_case_ ? equal_ignoring_case(value, expected_) : value == expected_;
  }

 private:
  const std::string expected_;
  const bool ignores_case_;
};

class ContainsText : public Operator {
 public:
  explicit ContainsText(std::string part) : part_(std::move(part)) {}
  bool matches(std::string_view value) const override {
    return value.find(part_) != std::string_view::npos;
  }

 private:
  const std::string part_;
};

/// What has `bool matches(std::string_view) const` itself: Regex, EqualToJson, DateMatch.
template <class Test>
class Matches : public Operator {
 public:
  explicit Matches(Test test) : test_(std::move(test)) {}
  bool matches(std::string_view value) const override { return test_.matches(value); }

 private:
  const Test test_;
};

class MatchesJson : public Matches<EqualToJson> {
 public:
  using Matches::Matches;
  bool wants_whole_arrays() const override { return true; }
};

class EqualToBytes : public Operator {
 public:
  explicit EqualToBytes(std::string expected) : expected_(std::move(expected)) {}
  bool matches(std::string_view value) const override { return value == expected_; }

 private:
  const std::string expected_;
};

/// As a string the path has to lead to something; with a matcher, that has to match.
class MatchesJsonPath : public Operator {
 public:
  /// inner  nullptr: none
  MatchesJsonPath(JsonPath path, OperatorPtr inner)
      : path_(std::move(path)), inner_(std::move(inner)) {}

  bool matches(std::string_view value) const override {
    const Json root = shallow_json(value);
    if (root.is_discarded() || measure(root, kMaxBodyNesting).too_deep) return false;
    std::deque<Json> made;
    const auto found = path_.find(root, made);
    if (!path_.is_definite()) return matches_list(found);
    if (found.empty()) return inner_ && inner_->is_absent();
    const Json& one = *found.front();
    if (!one.is_array()) return matches_one(one);
    std::vector<const Json*> items;
    for (const Json& item : one) items.push_back(&item);
    return matches_list(items);
  }

 private:
  static std::string text_of(const Json& value) {
    return value.is_string() ? value.get<std::string>()
                             : value.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  bool matches_one(const Json& value) const {
    if (value.is_null()) return inner_ && inner_->is_absent();
    if (!inner_) return !value.is_structured() || !value.empty();
    return inner_->matches(text_of(value));
  }
  bool matches_list(const std::vector<const Json*>& values) const {
    if (values.empty()) return inner_ && inner_->is_absent();
    if (inner_ && inner_->wants_whole_arrays()) {
      Json whole = Json::array();
      for (const Json* value : values) whole.push_back(*value);
      return inner_->matches(text_of(whole));
    }
    return !inner_ || std::any_of(values.begin(), values.end(), [&](const Json* value) {
      return inner_->matches(text_of(*value));
    });
  }

  const JsonPath path_;
  const OperatorPtr inner_;
};

class IsAbsent : public Operator {
 public:
  bool matches(std::string_view) const override { return false; }
  bool matches_missing() const override { return true; }
  bool is_absent() const override { return true; }
};

class Anything : public Operator {
 public:
  bool matches(std::string_view) const override { return true; }
  bool matches_missing() const override { return true; }
};

class Negated : public Operator {
 public:
  explicit Negated(OperatorPtr inner) : inner_(std::move(inner)) {}
  bool matches(std::string_view value) const override { return !inner_->matches(value); }
  bool matches_missing() const override { return !inner_->matches_missing(); }

 private:
  const OperatorPtr inner_;
};

class And : public Operator {
 public:
  explicit And(std::vector<OperatorPtr> all) : all_(std::move(all)) {}
  bool matches(std::string_view value) const override {
    return std::all_of(all_.begin(), all_.end(),
                       [&](const OperatorPtr& one) { return one->matches(value); });
  }

 private:
  const std::vector<OperatorPtr> all_;
};

class Or : public Operator {
 public:
  explicit Or(std::vector<OperatorPtr> any) : any_(std::move(any)) {}
  bool matches(std::string_view value) const override {
    return std::any_of(any_.begin(), any_.end(),
                       [&](const OperatorPtr& one) { return one->matches(value); });
  }
  bool matches_missing() const override {
    return std::any_of(any_.begin(), any_.end(),
                       [](const OperatorPtr& one) { return one->is_absent(); });
  }

 private:
  const std::vector<OperatorPtr> any_;
};

/// matcher   the object that the operator stands in, for its options
/// operand   the operator's value
struct OperatorSite {
  const PatternSite& matcher;
  PatternSite operand;
  int nesting;
};

bool option(const OperatorSite& site, std::string_view name) {
  return site.matcher.has(name) && site.matcher.member(name).flag();
}

// WireMock writes absence also as an equalTo of null.
OperatorPtr read_equal_to(const OperatorSite& site) {
  if (site.operand.value.is_null()) return std::make_shared<IsAbsent>();
  return std::make_shared<EqualTo>(site.operand.text(), option(site, "caseInsensitive"));
}

OperatorPtr read_equal_to_json(const OperatorSite& site) {
  const EqualToJson::Options options{option(site, "ignoreArrayOrder"),
                                     option(site, "ignoreExtraElements")};
  return std::make_shared<MatchesJson>(EqualToJson(site.operand, options));
}

JsonPath read_path(const PatternSite& site) {
  try {
    return JsonPath(site.text());
  } catch (const std::invalid_argument& mistake) {
    site.refuse(brief(site.text()) + " is no JSONPath: it " + mistake.what());
  }
}

// {"expression": PATH, OPERATOR: …}: what is left without the expression is a matcher.
OperatorPtr read_json_path(const OperatorSite& site) {
  if (!site.operand.value.is_object())
    return std::make_shared<MatchesJsonPath>(read_path(site.operand), nullptr);
  JsonPath path = read_path(site.operand.required("expression"));
  Json rest = site.operand.value;
  rest.erase("expression");
  if (rest.empty()) return std::make_shared<MatchesJsonPath>(std::move(path), nullptr);
  OperatorPtr inner = read_operator({rest, site.operand.pointer}, site.nesting + 1);
  return std::make_shared<MatchesJsonPath>(std::move(path), std::move(inner));
}

OperatorPtr read_json_schema(const OperatorSite& site) {
  std::optional<PatternSite> version;
  if (site.matcher.has("schemaVersion")) version.emplace(site.matcher.member("schemaVersion"));
  return std::make_shared<Matches<SchemaMatch>>(
      SchemaMatch(site.operand, version ? &*version : nullptr));
}

OperatorPtr read_binary_equal_to(const OperatorSite& site) {
  auto bytes = from_base64(site.operand.text());
  if (!bytes) site.operand.refuse("is not base64 (RFC 4648, section 4, with its padding)");
  return std::make_shared<EqualToBytes>(*std::move(bytes));
}

OperatorPtr read_contains(const OperatorSite& site) {
  return std::make_shared<ContainsText>(site.operand.text());
}

OperatorPtr read_matches(const OperatorSite& site) {
  return std::make_shared<Matches<Regex>>(site.operand.regex());
}

template <DateMatch::Relation relation>
OperatorPtr read_date(const OperatorSite& site) {
  return std::make_shared<Matches<DateMatch>>(DateMatch(site.operand, relation));
}

template <OperatorPtr (*read)(const OperatorSite&)>
OperatorPtr read_opposite_of(const OperatorSite& site) {
  return std::make_shared<Negated>(read(site));
}

OperatorPtr read_not(const OperatorSite& site) {
  return std::make_shared<Negated>(read_operator(site.operand, site.nesting + 1));
}

template <class Group>
OperatorPtr read_group(const OperatorSite& site) {
  std::vector<OperatorPtr> members;
  for (std::size_t i = 0; i < site.operand.array().value.size(); ++i) {
    members.push_back(read_operator(site.operand.element(i), site.nesting + 1));
  }
  return std::make_shared<Group>(std::move(members));
}

/// The operand is not looked at: {"absent": false} says the same as {"absent": true}.
template <class Plain>
OperatorPtr read_plain(const OperatorSite&) {
  return std::make_shared<Plain>();
}

/// options  further keys that the operator understands
struct OperatorRow {
  std::string_view name;
  OperatorPtr (*read)(const OperatorSite&);
  std::array<std::string_view, 2> options{};
};

constexpr std::array<OperatorRow, 17> kOperators{{
    {"equalTo", read_equal_to, {"caseInsensitive"}},
    {"contains", read_contains},
    {"doesNotContain", read_opposite_of<read_contains>},
    {"matches", read_matches},
    {"doesNotMatch", read_opposite_of<read_matches>},
    {"equalToJson", read_equal_to_json, {"ignoreArrayOrder", "ignoreExtraElements"}},
    {"matchesJsonPath", read_json_path},
    {"matchesJsonSchema", read_json_schema, {"schemaVersion"}},
    {"binaryEqualTo", read_binary_equal_to},
    {"before", read_date<DateMatch::Relation::kBefore>},
    {"after", read_date<DateMatch::Relation::kAfter>},
    {"equalToDateTime", read_date<DateMatch::Relation::kEqual>},
    {"absent", read_plain<IsAbsent>},
    {"anything", read_plain<Anything>},
    {"and", read_group<And>},
    {"or", read_group<Or>},
    {"not", read_not},
}};

const OperatorRow* find_row(std::string_view name) {
  const auto row =
      std::find_if(kOperators.begin(), kOperators.end(),
                   [&](const OperatorRow& candidate) { return candidate.name == name; });
  return row == kOperators.end() ? nullptr : &*row;
}

std::vector<std::string> operator_names() {
  std::vector<std::string> names;
  for (const auto& row : kOperators) names.emplace_back(row.name);
  return names;
}

[[noreturn]] void refuse_without_operator(const PatternSite& matcher) {
  for (const auto& [key, operand] : matcher.value.items()) {
    if (const char* why = why_unsupported(key))
      matcher.refuse("the matcher " + brief(key) + " is not supported: " + why);
  }
  const auto names = operator_names();
  if (matcher.value.empty()) {
    matcher.refuse("a matcher needs an operator: one of " + joined(names, brief));
  }
  const auto& unknown = matcher.value.begin().key();
  const auto meant = nearest(unknown, names);
  matcher.refuse("there is no matcher " + brief(unknown) +
                 (meant.empty() ? "" : "; did you mean " + brief(meant) + "?"));
}

const OperatorRow& the_operator(const PatternSite& matcher) {
  const OperatorRow* found = nullptr;
  for (const auto& [key, operand] : matcher.value.items()) {
    const OperatorRow* row = find_row(key);
    if (row == nullptr) continue;
    if (found != nullptr) {
      matcher.refuse("a matcher has one operator, this one has " + brief(found->name) + " and " +
                     brief(row->name) + "; join them with 'and'");
    }
    found = row;
  }
  if (found == nullptr) refuse_without_operator(matcher);
  return *found;
}

OperatorPtr read_operator(const PatternSite& matcher, int nesting) {
  if (nesting > kMaxMatcherNesting) {
    matcher.refuse("matchers are nested more than " + std::to_string(kMaxMatcherNesting) + " deep");
  }
  const OperatorRow& row = the_operator(matcher.object());
  for (const auto& [key, value] : matcher.value.items()) {
    const auto& options = row.options;
    if (key == row.name || std::find(options.begin(), options.end(), key) != options.end())
      continue;
    matcher.member(key).refuse("the matcher " + brief(row.name) + " has no option " + brief(key));
  }
  return row.read({matcher, matcher.member(row.name), nesting});
}

}  // namespace

ValueMatcher::ValueMatcher(const Json& matcher, const std::string& pointer)
    : operator_(read_operator({matcher, pointer}, 0)) {}

bool ValueMatcher::matches(std::string_view value) const { return operator_->matches(value); }

bool ValueMatcher::matches_missing() const { return operator_->matches_missing(); }

}  // namespace emulator
