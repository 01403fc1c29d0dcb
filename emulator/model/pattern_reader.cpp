#include "emulator/model/pattern_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "emulator/model/json_words.h"
#include "emulator/text/document.h"
#include "emulator/text/nearest.h"

namespace emulator {
namespace {

void require(bool is_right, const PatternSite& site, const char* expected) {
  if (!is_right) site.refuse(std::string("must be ") + expected + ", is " + described(site.value));
}

}  // namespace

const std::string& PatternSite::text() const {
  require(value.is_string(), *this, "a string");
  return value.get_ref<const std::string&>();
}

bool PatternSite::flag() const {
  require(value.is_boolean(), *this, "true or false");
  return value.get<bool>();
}

const PatternSite& PatternSite::object() const {
  require(value.is_object(), *this, "an object");
  return *this;
}

const PatternSite& PatternSite::array() const {
  require(value.is_array(), *this, "an array");
  return *this;
}

std::int64_t PatternSite::whole_number(std::int64_t least, std::int64_t most) const {
  const bool fits = value.is_number_integer() &&
                    !(value.is_number_unsigned() &&
                      value.get<std::uint64_t>() > static_cast<std::uint64_t>(most)) &&
                    value.get<std::int64_t>() >= least && value.get<std::int64_t>() <= most;
  const std::string expected =
      "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  require(fits, *this, expected.c_str());
  return value.get<std::int64_t>();
}

double PatternSite::number(double least, double most, const char* expected) const {
  const bool fits =
      value.is_number() && value.get<double>() >= least && value.get<double>() <= most;
  require(fits, *this, expected);
  return value.get<double>();
}

Regex PatternSite::regex() const {
  try {
    return Regex(text(), Regex::Style::kWholeValue);
  } catch (const std::invalid_argument& mistake) {
    refuse(brief(text()) + " is no regular expression: " + mistake.what());
  }
}

bool PatternSite::has(std::string_view name) const { return value.contains(std::string(name)); }

PatternSite PatternSite::required(std::string_view name) const {
  if (!object().has(name)) refuse("the member " + brief(name) + " is missing");
  return member(name);
}

void PatternSite::allow_only(std::initializer_list<std::string_view> names) const {
  for (const auto& [key, value_of_key] : object().value.items()) {
    if (std::find(names.begin(), names.end(), key) != names.end()) continue;
    const std::vector<std::string> known(names.begin(), names.end());
    const auto meant = nearest(key, known);
    member(key).refuse("there is no member " + brief(key) + " here" +
                       (meant.empty() ? "" : "; did you mean " + brief(meant) + "?"));
  }
}

PatternSite PatternSite::member(std::string_view name) const {
  return {value.at(std::string(name)), pointer_append(pointer, name)};
}

PatternSite PatternSite::element(std::size_t index) const {
  return {value.at(index), pointer_append(pointer, index)};
}

void PatternSite::refuse(const std::string& detail) const { throw PatternError(pointer, detail); }

}  // namespace emulator
