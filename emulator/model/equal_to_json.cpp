#include "emulator/model/equal_to_json.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "emulator/model/json_words.h"
#include "emulator/text/shallow_json.h"

namespace emulator {
namespace {

constexpr std::size_t kMostComparisons = 1'000'000;
constexpr std::string_view kPlaceholder = "${json-unit.";
constexpr std::string_view kRegexPlaceholder = "${json-unit.regex}";
constexpr std::string_view kIgnoreElement = "${json-unit.ignore-element}";

bool is_text(const Json& value, std::string_view text) {
  return value.is_string() && value.get_ref<const std::string&>() == text;
}

/// Where there are many members, a search through them all for each name would take hours.
class MemberLookup {
 public:
  explicit MemberLookup(const Json& object) : object_(object) {
    constexpr std::size_t kFew = 16;
    if (object.size() <= kFew) return;
    for (const auto& [name, value] : object.get_ref<const Json::object_t&>())
      by_name_.emplace(name, &value);
  }
  const Json* find(const std::string& name) const {
    if (by_name_.empty()) {
      const auto found = object_.find(name);
      return found == object_.end() ? nullptr : &*found;
    }
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : found->second;
  }

 private:
  const Json& object_;
  std::unordered_map<std::string_view, const Json*> by_name_;
};

}  // namespace

class EqualToJson::Comparison {
 public:
  Comparison(Options options, const Regexes& regexes) : options_(options), regexes_(regexes) {}

  bool equal(const Json& expected, const Json& actual) {
    if (++steps_ > kMostComparisons) return false;
    if (expected.is_string()) return equal_text(expected.get_ref<const std::string&>(), actual);
    if (expected.is_object()) return actual.is_object() && equal_objects(expected, actual);
    if (!expected.is_array()) return expected == actual;
    if (!actual.is_array() || !sizes_fit(expected, actual)) return false;
    return options_.ignore_array_order ? equal_sets(expected, actual)
                                       : equal_lists(expected, actual);
  }

 private:
  bool equal_text(const std::string& expected, const Json& actual) const {
    if (!std::string_view(expected).starts_with(kPlaceholder)) return is_text(actual, expected);
    if (expected == "${json-unit.ignore}" || expected == kIgnoreElement) return true;
    if (expected == "${json-unit.any-string}") return actual.is_string();
    if (expected == "${json-unit.any-number}") return actual.is_number();
    if (expected == "${json-unit.any-boolean}") return actual.is_boolean();
    if (std::string_view(expected).starts_with(kRegexPlaceholder))
      return actual.is_string() &&
             regexes_.at(expected).matches(actual.get_ref<const std::string&>());
    return is_text(actual, expected);
  }

  bool equal_objects(const Json& expected, const Json& actual) {
    std::size_t met = 0;
    const MemberLookup members(actual);
    for (const auto& [name, value] : expected.get_ref<const Json::object_t&>()) {
      const Json* const found = members.find(name);
      if (found) ++met;
      if (is_text(value, kIgnoreElement)) continue;
      if (!found || !equal(value, *found)) return false;
    }
    return options_.ignore_extra_elements || met == actual.size();
  }

  bool sizes_fit(const Json& expected, const Json& actual) const {
    return options_.ignore_extra_elements ? expected.size() <= actual.size()
                                          : expected.size() == actual.size();
  }

  bool equal_lists(const Json& expected, const Json& actual) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (!equal(expected[i], actual[i])) return false;
    }
    return true;
  }

  // Each expected element gets one of its own. Placeholders let one fit several, so an element may
  // have to give up what it took for another one: the matching of a bipartite graph.
  bool equal_sets(const Json& expected, const Json& actual) {
    constexpr std::size_t kFree = static_cast<std::size_t>(-1);
    std::vector<std::size_t> taken_by(actual.size(), kFree);
    for (std::size_t i = 0; i < expected.size(); ++i) {
      std::vector<bool> tried(actual.size(), false);
      if (!place(i, expected, actual, taken_by, tried)) return false;
    }
    return true;
  }

  bool place(std::size_t index, const Json& expected, const Json& actual,
             std::vector<std::size_t>& taken_by, std::vector<bool>& tried) {
    for (std::size_t k = 0; k < actual.size() && steps_ <= kMostComparisons; ++k) {
      if (tried[k] || !equal(expected[index], actual[k])) continue;
      tried[k] = true;
      if (taken_by[k] == static_cast<std::size_t>(-1) ||
          place(taken_by[k], expected, actual, taken_by, tried)) {
        taken_by[k] = index;
        return true;
      }
    }
    return false;
  }

  const Options options_;
  const Regexes& regexes_;
  std::size_t steps_ = 0;
};

// Read once: a mistaken expression is told when the pattern is made, not when a call comes.
void EqualToJson::read_placeholders(const Json& expected, const PatternSite& site,
                                    Regexes& regexes) {
  if (expected.is_structured()) {
    for (const Json& part : expected) read_placeholders(part, site, regexes);
  } else if (expected.is_string()) {
    const auto& text = expected.get_ref<const std::string&>();
    if (!text.starts_with(kRegexPlaceholder) || regexes.count(text) > 0) return;
    try {
      regexes.emplace(text,
                      Regex(text.substr(kRegexPlaceholder.size()), Regex::Style::kWholeValue));
    } catch (const std::invalid_argument& mistake) {
      site.refuse(brief(text) + " holds no regular expression: " + mistake.what());
    }
  }
}

EqualToJson::EqualToJson(const PatternSite& expected, Options options) : options_(options) {
  Json value = expected.value;
  if (value.is_string()) {
    Json inner = shallow_json(expected.text());
    if (inner.is_discarded()) expected.refuse(brief(expected.text()) + " is not JSON");
    value = std::move(inner);
  }
  Regexes regexes;
  read_placeholders(value, expected, regexes);
  regexes_ = std::make_shared<const Regexes>(std::move(regexes));
  expected_ = std::make_shared<const Json>(std::move(value));
}

bool EqualToJson::matches(std::string_view text) const {
  const Json actual = shallow_json(text);
  return !actual.is_discarded() && matches(actual);
}

bool EqualToJson::matches(const Json& value) const {
  return Comparison(options_, *regexes_).equal(*expected_, value);
}

}  // namespace emulator
