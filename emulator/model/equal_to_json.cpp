#include "emulator/model/equal_to_json.h"

#include <nlohmann/json.hpp>
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

Regex regex_of(const std::string& placeholder) {
  return Regex(placeholder.substr(kRegexPlaceholder.size()), Regex::Style::kWholeValue);
}

// A mistaken expression is told when the pattern is made, not when a call comes.
void check_placeholders(const Json& expected, const PatternSite& site) {
  if (expected.is_structured()) {
    for (const Json& part : expected) check_placeholders(part, site);
  } else if (expected.is_string()) {
    const auto& text = expected.get_ref<const std::string&>();
    if (!text.starts_with(kRegexPlaceholder)) return;
    try {
      regex_of(text);
    } catch (const std::invalid_argument& mistake) {
      site.refuse(brief(text) + " holds no regular expression: " + mistake.what());
    }
  }
}

}  // namespace

class EqualToJson::Comparison {
 public:
  explicit Comparison(Options options) : options_(options) {}

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
      return actual.is_string() && regex_of(expected).matches(actual.get_ref<const std::string&>());
    return is_text(actual, expected);
  }

  bool equal_objects(const Json& expected, const Json& actual) {
    std::size_t met = 0;
    for (const auto& [name, value] : expected.items()) {
      const auto found = actual.find(name);
      if (found != actual.end()) ++met;
      if (is_text(value, kIgnoreElement)) continue;
      if (found == actual.end() || !equal(value, *found)) return false;
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
  std::size_t steps_ = 0;
};

EqualToJson::EqualToJson(const PatternSite& expected, Options options) : options_(options) {
  Json value = expected.value;
  if (value.is_string()) {
    Json inner = shallow_json(expected.text());
    if (inner.is_discarded()) expected.refuse(brief(expected.text()) + " is not JSON");
    value = std::move(inner);
  }
  check_placeholders(value, expected);
  expected_ = std::make_shared<const Json>(std::move(value));
}

bool EqualToJson::matches(std::string_view text) const {
  const Json actual = shallow_json(text);
  return !actual.is_discarded() && Comparison(options_).equal(*expected_, actual);
}

}  // namespace emulator
