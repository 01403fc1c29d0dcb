#include "emulator/decide/known_hint.h"

#include "emulator/model/target.h"
#include "emulator/text/nearest.h"
#include "emulator/text/quote.h"

namespace emulator {
namespace {

bool is_placeholder(std::string_view value) {
  const auto wrapped = [&](std::string_view open, std::string_view close) {
    return value.size() > open.size() + close.size() && value.substr(0, open.size()) == open &&
           value.substr(value.size() - close.size()) == close;
  };
  return wrapped("{", "}") || wrapped("<", ">") || wrapped("${", "}") || wrapped(":", "");
}

// With the raw "+" kept as it was meant.
std::string with_plus(std::string_view raw) {
  std::string text(raw);
  for (std::size_t at = 0; (at = text.find('+', at)) != std::string::npos;)
    text.replace(at, 1, "%2B");
  return percent_decode(text).value_or(text);
}

std::string some_of(const Collection& collection) {
  std::vector<std::string> names;
  for (const std::string& name : collection.names()) {
    names.push_back(in_quotes(name));
    if (names.size() == 4) break;
  }
  return listed(names, "or");
}

std::string slip_in(const GivenValue& value, const Collection& collection) {
  if (is_placeholder(value.value)) {
    const std::string names = some_of(collection);
    return "the placeholder was not filled in" + (names.empty() ? "" : ": send " + names);
  }
  const bool plus = value.raw.find('+') != std::string_view::npos && value.raw != value.value;
  if (plus && collection.find(with_plus(value.raw)))
    return "a raw '+' is a space in a query: write it as %2B";
  const auto twice = percent_decode(value.value);
  if (twice && *twice != value.value && collection.find(*twice))
    return "it is percent-encoded twice: encode it once";
  const std::string_view meant = nearest(value.value, collection.names());
  if (!meant.empty()) return "did you mean " + in_quotes(meant) + "?";
  if (plus) return "a raw '+' is a space in a query: write it as %2B if a plus was meant";
  return {};
}

}  // namespace

std::string hint_for_unknown(const Rule& rule, const GivenValue& value,
                             const Collection& collection) {
  std::string hint = slip_in(value, collection);
  if (hint.empty()) {
    const std::string names = some_of(collection);
    hint = names.empty() ? "there is none: add a record"
                         : "add a record, or use one of those there are, such as " + names;
  }
  if (!rule.hint.empty()) hint += "; " + rule.hint;
  if (rule.option != RuleOption::kNone)
    hint += "; " + std::string(flag_of(rule.option)) + " lets any pass";
  return hint;
}

}  // namespace emulator
