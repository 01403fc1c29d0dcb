#include "emulator/model/values_matcher.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "emulator/model/matcher.h"
#include "emulator/model/pattern_reader.h"

namespace emulator {

/// What is asked of all values of one name.
class ValuesMatcher::Rule {
 public:
  Rule() = default;
  Rule(const Rule&) = delete;
  Rule& operator=(const Rule&) = delete;
  virtual ~Rule() = default;
  virtual bool matches(std::span<const std::string_view> values) const = 0;
};

namespace {

using Rule = ValuesMatcher::Rule;
using Values = std::span<const std::string_view>;

class AnyValue : public Rule {
 public:
  explicit AnyValue(ValueMatcher matcher) : matcher_(std::move(matcher)) {}
  bool matches(Values values) const override {
    if (values.empty()) return matcher_.matches_missing();
    return std::any_of(values.begin(), values.end(),
                       [&](std::string_view value) { return matcher_.matches(value); });
  }

 private:
  const ValueMatcher matcher_;
};

/// Every matcher is satisfied by some value.
class Includes : public Rule {
 public:
  explicit Includes(std::vector<ValueMatcher> matchers) : matchers_(std::move(matchers)) {}
  bool matches(Values values) const override {
    if (values.empty()) return false;
    return std::all_of(matchers_.begin(), matchers_.end(), [&](const ValueMatcher& matcher) {
      return std::any_of(values.begin(), values.end(),
                         [&](std::string_view value) { return matcher.matches(value); });
    });
  }

 private:
  const std::vector<ValueMatcher> matchers_;
};

/// As many values as matchers, each matcher satisfied. An empty list matches nothing.
class HasExactly : public Rule {
 public:
  explicit HasExactly(std::vector<ValueMatcher> matchers)
      : count_(matchers.size()), includes_(std::move(matchers)) {}
  bool matches(Values values) const override {
    return values.size() == count_ && includes_.matches(values);
  }

 private:
  const std::size_t count_;
  const Includes includes_;
};

std::vector<ValueMatcher> read_matchers(const PatternSite& list) {
  std::vector<ValueMatcher> matchers;
  for (std::size_t i = 0; i < list.array().value.size(); ++i) {
    const PatternSite element = list.element(i);
    matchers.emplace_back(element.value, element.pointer);
  }
  return matchers;
}

template <class Several>
std::shared_ptr<const Rule> read_several(const PatternSite& matcher, const char* name) {
  if (matcher.value.size() != 1) {
    matcher.refuse(std::string("'") + name + "' stands alone in its matcher");
  }
  return std::make_shared<Several>(read_matchers(matcher.member(name)));
}

}  // namespace

ValuesMatcher::ValuesMatcher(const Json& matcher, const std::string& pointer) {
  const PatternSite site{matcher, pointer};
  if (matcher.contains("hasExactly")) {
    rule_ = read_several<HasExactly>(site, "hasExactly");
  } else if (matcher.contains("includes")) {
    rule_ = read_several<Includes>(site, "includes");
  } else {
    rule_ = std::make_shared<AnyValue>(ValueMatcher(matcher, pointer));
  }
}

bool ValuesMatcher::matches(std::span<const std::string_view> values) const {
  return rule_->matches(values);
}

}  // namespace emulator
