#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "emulator/model/json_path_reader.h"
#include "emulator/model/json_value.h"
#include "emulator/text/regex.h"

namespace emulator {
namespace {

constexpr int kMostNesting = 8;

using Condition = JsonPathCondition;
using ConditionPtr = std::shared_ptr<const Condition>;

/// One side of a comparison: a value that is written out, or a path from the item ("@") or the root ("$").
struct Side {
  Json literal;
  std::shared_ptr<const JsonPath::Steps> path;
  bool from_root = false;

  std::vector<const Json*> find(const Json& item, JsonPathRun& run) const {
    return path->find(from_root ? run.root : item, run);
  }
  /// A path that leads nowhere: nullptr; one that leads to several: an array of them, in `storage`.
  const Json* value(const Json& item, JsonPathRun& run, Json& storage) const {
    if (!path) return &literal;
    const auto found = find(item, run);
    if (path->is_definite) return found.empty() ? nullptr : found.front();
    storage = Json::array();
    for (const Json* one : found)
      if (run.spend_on(*one)) storage.push_back(*one);
    return &storage;
  }
};

class Joined : public Condition {
 public:
  Joined(std::vector<ConditionPtr> members, bool all) : members_(std::move(members)), all_(all) {}
  bool holds(const Json& item, JsonPathRun& run) const override {
    const auto one = [&](const ConditionPtr& member) { return member->holds(item, run); };
    return all_ ? std::all_of(members_.begin(), members_.end(), one)
                : std::any_of(members_.begin(), members_.end(), one);
  }

 private:
  const std::vector<ConditionPtr> members_;
  const bool all_;
};

class NotThat : public Condition {
 public:
  explicit NotThat(ConditionPtr inner) : inner_(std::move(inner)) {}
  bool holds(const Json& item, JsonPathRun& run) const override {
    return !inner_->holds(item, run);
  }

 private:
  const ConditionPtr inner_;
};

/// A path alone: it leads to something.
class Exists : public Condition {
 public:
  explicit Exists(Side side) : side_(std::move(side)) {}
  bool holds(const Json& item, JsonPathRun& run) const override {
    return !side_.find(item, run).empty();
  }

 private:
  const Side side_;
};

bool less(const Json& a, const Json& b) {
  if (a.is_number() && b.is_number()) return compare_numbers(a, b) < 0;
  return a.is_string() && b.is_string() &&
         a.get_ref<const std::string&>() < b.get_ref<const std::string&>();
}

bool is_in(const Json& a, const Json& list) {
  return list.is_array() && std::any_of(list.begin(), list.end(),
                                        [&](const Json& one) { return equal_values(a, one); });
}

/// null: the side leads nowhere
struct Comparison {
  std::string_view text;
  bool (*compare)(const Json* a, const Json* b);
};

// Longer ones first, as "<" begins "<=".
constexpr Comparison kComparisons[] = {
    {"==", [](const Json* a, const Json* b) { return a && b && equal_values(*a, *b); }},
    {"!=", [](const Json* a, const Json* b) { return !a || !b || !equal_values(*a, *b); }},
    {"<=",
     [](const Json* a, const Json* b) { return a && b && (less(*a, *b) || equal_values(*a, *b)); }},
    {">=",
     [](const Json* a, const Json* b) { return a && b && (less(*b, *a) || equal_values(*a, *b)); }},
    {"<", [](const Json* a, const Json* b) { return a && b && less(*a, *b); }},
    {">", [](const Json* a, const Json* b) { return a && b && less(*b, *a); }},
    {"in ", [](const Json* a, const Json* b) { return a && b && is_in(*a, *b); }},
    {"nin ", [](const Json* a, const Json* b) { return b && (!a || !is_in(*a, *b)); }},
};

class Compares : public Condition {
 public:
  Compares(Side left, const Comparison& row, Side right)
      : left_(std::move(left)), row_(row), right_(std::move(right)) {}
  bool holds(const Json& item, JsonPathRun& run) const override {
    Json one, other;
    const Json* const left = left_.value(item, run, one);
    const Json* const right = right_.value(item, run, other);
    // Comparing goes through all of it, once for each item.
    if (right && right->is_structured() && !run.spend_on(*right)) return false;
    return row_.compare(left, right);
  }

 private:
  const Side left_;
  const Comparison& row_;
  const Side right_;
};

class MatchesRegex : public Condition {
 public:
  MatchesRegex(Side left, Regex regex) : left_(std::move(left)), regex_(std::move(regex)) {}
  bool holds(const Json& item, JsonPathRun& run) const override {
    Json storage;
    const Json* const value = left_.value(item, run, storage);
    if (!value || value->is_structured() || value->is_null()) return false;
    return regex_.matches(value->is_string() ? value->get<std::string>() : value->dump());
  }

 private:
  const Side left_;
  const Regex regex_;
};

class ConditionReader {
 public:
  ConditionReader(JsonPathCursor& cursor, int depth) : cursor_(cursor), depth_(depth) {
    if (depth > kMostNesting) cursor.fail("nests filters too deep");
  }

  ConditionPtr any() { return joined("||", false, &ConditionReader::all); }

 private:
  ConditionPtr all() { return joined("&&", true, &ConditionReader::one); }

  ConditionPtr joined(const char* word, bool all, ConditionPtr (ConditionReader::*next)()) {
    std::vector<ConditionPtr> members{(this->*next)()};
    while (cursor_.take(std::string_view(word))) members.push_back((this->*next)());
    if (members.size() == 1) return members.front();
    return std::make_shared<Joined>(std::move(members), all);
  }

  ConditionPtr one() {
    cursor_.skip_spaces();
    ConditionPtr condition;
    if (cursor_.take('!')) {
      condition = std::make_shared<NotThat>(one());
    } else if (cursor_.take('(')) {
      condition = ConditionReader(cursor_, depth_ + 1).any();
      cursor_.expect(')');
    } else {
      condition = comparison();
    }
    cursor_.skip_spaces();
    return condition;
  }

  ConditionPtr comparison() {
    Side left = side();
    cursor_.skip_spaces();
    if (cursor_.take(std::string_view("=~"))) {
      cursor_.skip_spaces();
      return std::make_shared<MatchesRegex>(std::move(left), regex());
    }
    for (const Comparison& row : kComparisons) {
      if (!cursor_.take(row.text)) continue;
      cursor_.skip_spaces();
      return std::make_shared<Compares>(std::move(left), row, side());
    }
    if (!left.path) cursor_.fail("expects a comparison");
    return std::make_shared<Exists>(std::move(left));
  }

  Side side() {
    const char first = cursor_.peek();
    if (first == '@' || first == '$') return path();
    return {literal(0), nullptr, false};
  }

  Side path() {
    Side side;
    side.from_root = cursor_.take('$');
    if (!side.from_root) cursor_.expect('@');
    auto steps = std::make_shared<JsonPath::Steps>();
    read_steps(cursor_, true, depth_, *steps);
    side.path = std::move(steps);
    return side;
  }

  Json literal(int nesting) {
    if (nesting > kMostNesting) cursor_.fail("nests arrays too deep");
    if (cursor_.peek() == '\'' || cursor_.peek() == '"') return cursor_.quoted();
    if (!cursor_.take('[')) return word();
    Json list = Json::array();
    cursor_.skip_spaces();
    while (!cursor_.take(']')) {
      list.push_back(literal(nesting + 1));
      cursor_.skip_spaces();
      if (cursor_.peek() != ']') cursor_.expect(',');
      cursor_.skip_spaces();
    }
    return list;
  }

  Json word() {
    const std::string text(cursor_.until_any(" )],=!<>&|"));
    Json value = Json::parse(text, nullptr, false);
    if (value.is_discarded())
      cursor_.fail("expects a path, a number, a quoted text, true, false or null");
    return value;
  }

  // "/re/i": a slash inside of it is escaped.
  Regex regex() {
    cursor_.expect('/');
    std::string pattern;
    while (!cursor_.take('/')) {
      if (cursor_.at_end()) cursor_.fail("lacks the end of a regular expression");
      pattern += cursor_.until_any("/");
      if (pattern.ends_with('\\') && cursor_.take('/')) pattern.back() = '/';
    }
    std::string flags;
    for (const char flag : {'i', 's', 'm', 'x', 'i'})
      if (cursor_.take(flag)) flags += flag;
    try {
      return Regex((flags.empty() ? "" : "(?" + flags + ")") + pattern, Regex::Style::kWholeValue);
    } catch (const std::invalid_argument& mistake) {
      cursor_.fail(std::string("has a mistaken regular expression (") + mistake.what() + ")");
    }
  }

  JsonPathCursor& cursor_;
  const int depth_;
};

}  // namespace

ConditionPtr read_condition(JsonPathCursor& cursor, int depth) {
  return ConditionReader(cursor, depth).any();
}

}  // namespace emulator
